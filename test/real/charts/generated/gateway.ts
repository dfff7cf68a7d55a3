import fc from 'fast-check';
import type { GatewayServiceProps } from '../../../../lib/control-plane/istio';
import type { IstioGatewayProps } from '../../../../lib/control-plane/istio/props/gateway';
import { budget, env, labels, list, of, port, protectable, reachable, resources, scheduling, size, some, texts, volumes } from './parts';

const service = some<Required<GatewayServiceProps>>({
  type: of('LoadBalancer' as const, 'ClusterIP' as const, 'NodePort' as const), ports: fc.uniqueArray(port, { minLength: 1, maxLength: 3 }).map((all) => all.map((number, i) => ({ name: `p${i}`, port: number, protocol: 'TCP' as const, ...(i > 0 && { targetPort: number > 1024 ? number : number + 8000 }) }))),
  annotations: texts, clusterIP: of('None'), loadBalancerIP: of('10.0.0.9'), loadBalancerSourceRanges: list(of('10.0.0.0/8'), 1), externalTrafficPolicy: of('Local' as const, 'Cluster' as const), externalIPs: list(of('192.0.2.1'), 1),
  ipFamilyPolicy: of('PreferDualStack' as const), ipFamilies: of<('IPv4' | 'IPv6')[]>(['IPv4', 'IPv6']),
} as never).map((given) => reachable(given as GatewayServiceProps));

const deployment = fc.tuple(size, some<Required<IstioGatewayProps>>({ disruptionBudget: fc.oneof(budget, of(false as const)) } as never));
const everywhere = of([{ daemonSet: true }, {}] as const);
const entry = fc.oneof(some({ service: fc.oneof(service, of(false as const)) }), of({ networkGateway: 'net-1' }));

export const gatewayProps: fc.Arbitrary<IstioGatewayProps> = fc.tuple(fc.oneof({ weight: 4, arbitrary: deployment }, { weight: 1, arbitrary: everywhere }), entry, scheduling, volumes, some<Required<IstioGatewayProps>>({
  labels, resources, networkPolicy: fc.boolean(), serviceAccountName: of('account'), serviceAccountAnnotations: texts, annotations: texts, podAnnotations: texts, env, envFrom: of([], [{ name: 'N', valueFrom: { fieldRef: { fieldPath: 'spec.nodeName' } } }]),
  podSecurityContext: of({ fsGroup: 1337 }), securityContext: of({ runAsNonRoot: true }), readinessProbe: of({ tcpSocket: { port: 15021 } }), lifecycle: of({ preStop: { sleep: { seconds: 5 } } }), terminationGracePeriodSeconds: fc.integer({ min: 5, max: 99 }), minReadySeconds: fc.integer({ min: 1, max: 9 }),
  initContainers: of([], [{ name: 'i', image: 'i:1' }]), additionalContainers: of([], [{ name: 'm', image: 'm:1' }]), createNamespace: fc.boolean(),
} as never)).map(([[number, budgeted], ...rest]) => protectable(Object.assign({}, number, budgeted, ...rest) as IstioGatewayProps));
