import type { MtlsModeFact, NamespaceFacts, WorkloadFacts } from '../model';
import type { Context } from './context';
import type { ResolvedMtls } from './resolved';
import { serverPoliciesOf } from './server-policies';

/** The mode a namespace has as a whole. */
export function namespaceMtlsOf(ctx: Context, namespace: NamespaceFacts): MtlsModeFact {
  const policy = ctx.policies.effective('MtlsPolicy', namespace);
  if (policy && policy.value !== 'off') return policy.value.mode;
  return ctx.index.mesh.get(namespace.mesh)?.mtls ?? 'STRICT';
}

/**
 * The mode of a workload, by container port where services with the same pods differ or a policy names ports.
 * A port that is scraped without a proxy takes plaintext: that is what MetricsScraping is for.
 */
export function mtlsOf(ctx: Context, workload: WorkloadFacts): ResolvedMtls {
  const namespace = ctx.index.namespace.get(workload.namespace);
  const inherited = namespace ? namespaceMtlsOf(ctx, namespace) : 'STRICT';
  const services = ctx.index.servicesOf.get(workload.id) ?? [];
  const values = (services.length === 0 ? [workload] : services).map((s) => {
    const found = ctx.policies.effective('MtlsPolicy', s)?.value;
    return found === 'off' ? undefined : found;
  });
  const modes = values.map((v) => v?.mode ?? inherited);
  const mode = modes.every((m) => m === modes[0]) ? modes[0]! : inherited;
  const ports = new Map<number, MtlsModeFact>();
  services.forEach((service, i) => {
    for (const port of service.ports) {
      const wanted = values[i]?.ports[port.name] ?? modes[i]!;
      if (wanted !== mode) ports.set(port.containerPort, wanted);
    }
  });
  for (const { value } of serverPoliciesOf(ctx, 'MetricsScraping', workload)) if ((ports.get(value.port) ?? mode) === 'STRICT') ports.set(value.port, 'PERMISSIVE');
  return { mode, ports: new Map([...ports].sort(([a], [b]) => a - b)), inherited };
}
