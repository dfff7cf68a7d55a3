import type { AnyPolicyKind, GatewayFacts, NamespaceFacts, PolicyFacts, PolicyValue, WorkloadFacts } from '../../model';
import type { ServerPolicy } from '../../resolve/resolved';
import type { EmitContext } from './context';

/** Names of what holds for a whole namespace. Objects of one workload or gateway carry its name. */
export const wideName = { defaultDeny: 'allow-nothing', peerAuthentication: 'default', sidecar: 'default', telemetry: 'default' } as const;

/** What one policy says of one workload or gateway: `<workload>.<id of the policy>`; names of things have no dot. */
export const policyName = (subject: WorkloadFacts | GatewayFacts, policy: PolicyFacts): string =>
  `${subject.name}.${policy.id.slice(policy.id.lastIndexOf('/') + 1).toLowerCase().replace(/[^a-z0-9-]+/g, '-').replace(/^-+|-+$/g, '') || 'policy'}`;

/** Whether policies without a selector are ours to write there. */
export const ownsNamespaceWide = (namespace: NamespaceFacts): boolean => namespace.manage !== 'policies';
/** The namespace of a workload with a proxy, if this mesh may write policies for it there. */
export function policedNamespace(context: EmitContext, workload: WorkloadFacts): NamespaceFacts | undefined {
  const namespace = context.index.namespace.get(workload.namespace);
  return workload.meshed && namespace?.mesh === workload.mesh && ownsNamespaceWide(namespace) ? namespace : undefined;
}
/** The namespace of a gateway, if this mesh may write policies that select it. */
export function gatewayNamespace(context: EmitContext, gateway: GatewayFacts): NamespaceFacts | undefined {
  const namespace = gateway.namespace === undefined ? undefined : context.index.namespace.get(gateway.namespace);
  return namespace?.mesh === gateway.mesh ? namespace : undefined;
}

const kindsDeclared = (context: EmitContext): ReadonlySet<string> => new Set(context.resolved.model.policies.map((p) => p.kind));
const NONE: readonly never[] = [];
/** Adding policies on a workload; asked for each, so that kinds nobody declares cost nothing. */
export const onWorkload = <K extends AnyPolicyKind['kind']>(context: EmitContext, kind: K, workload: WorkloadFacts): readonly ServerPolicy<K>[] =>
  (context.once(kindsDeclared).has(kind) ? context.resolved.serverPolicies(kind, workload) : NONE);
/** Adding policies on a gateway. */
export const onGateway = <K extends AnyPolicyKind['kind']>(context: EmitContext, kind: K, gateway: GatewayFacts): readonly { readonly policy: PolicyFacts; readonly value: PolicyValue<K> }[] =>
  (context.once(kindsDeclared).has(kind) ? context.resolved.gatewayPolicies(kind, gateway).flatMap((policy) => (policy.value === 'off' ? [] : [{ policy, value: policy.value }])) : NONE);
