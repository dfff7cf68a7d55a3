import type { AnyPolicyKind, GatewayFacts, PolicyFacts, PolicyValue, PortFacts, WorkloadFacts } from '../model';
import type { Context } from './context';
import { kindOf } from './policies';
import { isHttp } from './ports';
import type { ServerPolicy } from './resolved';

type Kind = AnyPolicyKind['kind'];
const NONE: readonly never[] = [];

/** Adding policies on a workload: those of its services, each limited to the container ports of what it covers, and those of what the workload stands in. */
export function serverPoliciesOf<K extends Kind>(ctx: Context, kind: K, workload: WorkloadFacts): readonly ServerPolicy<K>[] {
  if (!ctx.policies.has(kind)) return NONE;
  const services = ctx.index.servicesOf.get(workload.id) ?? [];
  const http = kindOf(kind)!.ports === 'http';
  const found = new Map<PolicyFacts, Map<number, PortFacts>>();
  for (const service of services) {
    for (const policy of ctx.policies.all(kind, service)) {
      let ports = found.get(policy);
      if (!ports) found.set(policy, (ports = new Map()));
      for (const port of service.ports) if ((!http || isHttp(port)) && !ports.has(port.containerPort)) ports.set(port.containerPort, port);
    }
  }
  if (services.length === 0) for (const policy of ctx.policies.all(kind, workload)) found.set(policy, new Map());
  if (found.size === 0) return [];
  const all = new Set(services.flatMap((s) => s.ports.map((p) => p.containerPort)));
  return [...found].map(([policy, ports]) => ({
    value: policy.value as PolicyValue<K>, policy,
    ports: [...ports.values()].sort((a, b) => a.containerPort - b.containerPort), allPorts: ports.size === all.size,
  })).sort((a, b) => (a.policy.id < b.policy.id ? -1 : 1));
}

/** Adding policies on a gateway. On one that exists, in a namespace that is not its owner's, only its own are written there. */
export function gatewayPoliciesOf<K extends Kind>(ctx: Context, kind: K, gateway: GatewayFacts): readonly PolicyFacts<K, PolicyValue<K>>[] {
  const found = ctx.policies.all(kind, gateway);
  return writesAt(ctx, gateway) ? found : found.filter((p) => p.covers.some((c) => c.level === 'gateway' && c.id === gateway.id));
}
/** Whether policies for a gateway may be written into the namespace it runs in. */
export function writesAt(ctx: Context, gateway: GatewayFacts): boolean {
  return gateway.namespace !== undefined && ctx.index.namespace.get(gateway.namespace)?.mesh === gateway.mesh;
}
