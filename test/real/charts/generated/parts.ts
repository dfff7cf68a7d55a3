import fc from 'fast-check';
import type { Autoscaling, DisruptionBudget, Resources, Scheduling } from '../../../../lib/control-plane/istio';
import type { Toleration } from '../../../../lib/manifests/types';

/** Given or left out, field by field. */
export const some = <T extends object>(fields: { [K in keyof T]: fc.Arbitrary<T[K]> }): fc.Arbitrary<Partial<T>> => fc.record(fields as never, { requiredKeys: [] }) as fc.Arbitrary<Partial<T>>;
export const of = <T>(...values: T[]): fc.Arbitrary<T> => fc.constantFrom(...values);
export const list = <T>(item: fc.Arbitrary<T>, maxLength = 3): fc.Arbitrary<T[]> => fc.array(item, { maxLength });
/** Texts in which something could go wrong: quotes, colons, what looks like a number or a truth. */
export const text = of('plain', 'two words', 'true', 'no', '012', '1e3', 'a: b', '#x', "it's", 'a "b"', '{x}', 'ü', '5');
export const texts = fc.dictionary(of('a', 'b-c', 'example.com/d', 'E_F'), text, { maxKeys: 3 });
/** The charts print values between quotes as they are. */
export const env = fc.dictionary(of('A', 'PILOT_X', 'ISTIO_META_Y', 'DISABLE_SHADOW_HOST_SUFFIX', 'ENABLE_NATIVE_SIDECARS'), text.filter((one) => !one.includes('"')), { maxKeys: 2 });
export const labels = fc.dictionary(of('team', 'tier', 'example.com/owner'), of('x', 'y-1', '7'), { maxKeys: 2 });
export const port = fc.integer({ min: 1, max: 65535 });
export const namespace = of('kube-system', 'istio-system', 'mesh', 'edge');
export const selector = fc.oneof(fc.record({ matchLabels: labels.filter((some) => Object.keys(some).length > 0) }), fc.record({ matchExpressions: fc.constant([{ key: 'a', operator: 'In' as const, values: ['b', 'c'] }]) }));

const amounts = (cpu: (string | number)[], memory: string[]) => some<{ cpu: string | number; memory: string }>({ cpu: of(...cpu), memory: of(...memory) });
export const resources: fc.Arbitrary<Resources> = some<Required<Resources>>({ requests: amounts(['100m', 1, '0.5'], ['64Mi', '1Gi']), limits: amounts([2, '1.5', '3000m'], ['1Gi', '2048Mi']) }).map(({ requests, limits }) => ({ ...(requests && Object.keys(requests).length > 0 && { requests }), ...(limits && Object.keys(limits).length > 0 && { limits }) })).filter((r) => Object.keys(r).length > 0);
const share = of<number | string>(1, 2, '25%', '50%');
export const budget: fc.Arbitrary<DisruptionBudget> = fc.oneof(fc.record({ minAvailable: share }), fc.record({ maxUnavailable: share, unhealthyPodEvictionPolicy: of('AlwaysAllow' as const, 'IfHealthyBudget' as const) }), fc.constant({}));
const autoscaling: fc.Arbitrary<Autoscaling> = fc.record({ minReplicas: fc.integer({ min: 1, max: 4 }), maxReplicas: fc.integer({ min: 4, max: 9 }), cpu: fc.integer({ min: 1, max: 100 }), memory: fc.integer({ min: 1, max: 100 }) }, { requiredKeys: [] });
/** A fixed number, or what decides it. */
export const size = fc.oneof(some<{ replicas: number }>({ replicas: fc.integer({ min: 1, max: 4 }) }), some<{ autoscaling: Autoscaling | false }>({ autoscaling: fc.oneof(autoscaling, of(false as const)) }));
/** A budget is for pods of which one can go. */
export const protectable = <T extends { readonly disruptionBudget?: unknown; readonly replicas?: number; readonly autoscaling?: Autoscaling | false }>(given: T): T => {
  if (typeof given.disruptionBudget !== 'object') return given;
  const { autoscaling, replicas: _, ...rest } = given;
  return (autoscaling ? { ...rest, autoscaling: { ...autoscaling, minReplicas: 3, maxReplicas: 9 } } : { ...rest, replicas: 4 }) as unknown as T;
};
export const tolerations: fc.Arbitrary<Toleration[]> = list(of<Toleration>({ operator: 'Exists' }, { key: 'a', operator: 'Equal', value: 'b', effect: 'NoSchedule' }, { key: 'c', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 30 }), 2);
export const scheduling: fc.Arbitrary<Scheduling> = some<Required<Scheduling>>({
  affinity: of({}, { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ labelSelector: { matchLabels: { a: 'b' } }, topologyKey: 'zone' }] } }),
  topologySpreadConstraints: of([], [{ maxSkew: 2, topologyKey: 'zone', whenUnsatisfiable: 'DoNotSchedule' as const }]), nodeSelector: labels, tolerations, priorityClassName: of('important', 'system-cluster-critical'),
});

/** What only some types of Services have. */
const ONLY: Readonly<Record<string, readonly string[]>> = { loadBalancerIP: ['LoadBalancer'], loadBalancerSourceRanges: ['LoadBalancer'], clusterIP: ['ClusterIP'], externalTrafficPolicy: ['LoadBalancer', 'NodePort'] };
/** Two families need a policy that lets two be, and a type of a Service leaves no room for what another one has: anything else is an error of ours. */
export const reachable = <T extends { readonly type?: string; readonly ipFamilies?: readonly string[] }>(given: T): T => ({
  ...Object.fromEntries(Object.entries(given).filter(([name]) => ONLY[name]?.includes(given.type ?? 'LoadBalancer') ?? true)), ...(given.ipFamilies?.length === 2 && { ipFamilyPolicy: 'PreferDualStack' }),
}) as unknown as T;
/** Volumes with what mounts them. */
export const volumes = of<object>({}, { volumes: [] }, { volumes: [{ name: 'v', emptyDir: {} }] }, { volumes: [{ name: 'v', emptyDir: {} }], volumeMounts: [{ name: 'v', mountPath: '/v' }] });
