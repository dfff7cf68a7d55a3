import type { AnyPolicyKind, GatewayFacts, PolicyFacts, PolicyValue, PortFacts, WorkloadFacts } from '../model';
import type { Context } from './context';
import type { Held } from './policies';

/** A policy on a workload, and the ports of the services that it covers; none: the workload has no services. */
export interface ServerPolicy<K extends AnyPolicyKind['kind']> { readonly policy: PolicyFacts; readonly value: PolicyValue<K>; readonly ports: readonly PortFacts[] }

/** Policies of the server's side: those of each service are limited to its container ports. */
export function serverPolicies<K extends AnyPolicyKind['kind']>(ctx: Context, kind: K, workload: WorkloadFacts): readonly ServerPolicy<K>[] {
  const services = ctx.index.servicesOf.get(workload.id) ?? [], found = new Map<string, { held: Held<K>; ports: PortFacts[] }>();
  for (const s of services) for (const held of ctx.policies.adding(kind, s)) {
    const same = found.get(held.policy.id);
    if (same) same.ports.push(...s.ports); else found.set(held.policy.id, { held, ports: [...s.ports] });
  }
  if (services.length === 0) for (const held of ctx.policies.adding(kind, workload)) found.set(held.policy.id, { held, ports: [] });
  return [...found.values()].map(({ held, ports }) => ({ ...held, ports }));
}

/** On a gateway in a namespace of somebody else only what names the gateway holds. */
export function gatewayPolicies<K extends AnyPolicyKind['kind']>(ctx: Context, kind: K, gateway: GatewayFacts): readonly Held<K>[] {
  const at = gateway.namespace === undefined ? undefined : ctx.index.namespace.get(gateway.namespace);
  const found = ctx.policies.adding(kind, gateway);
  return at?.mesh === gateway.mesh ? found : found.filter((h) => h.policy.covers.some((c) => c.level === 'gateway' && c.id === gateway.id));
}
