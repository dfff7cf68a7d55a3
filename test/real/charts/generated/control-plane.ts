import { Duration } from 'cdk8s';
import fc from 'fast-check';
import { CertificateAuthority, type CniProps, type ImageProps, type InjectionProps, type IstioControlPlaneProps, type IstiodProps, type NodeAgentProps, type ProxyProps, type RevisionProps, type WaypointProps, type ZtunnelProps } from '../../../../lib/control-plane/istio';
import type { MeshConfig } from '../../../../lib/control-plane/istio/generated/mesh-config';
import { authority, leaf } from '../../../helpers/certificates';
import { budget, env, labels, list, namespace, of, port, protectable, reachable, resources, scheduling, selector, size, some, texts, tolerations, volumes } from './parts';

const image = some<Required<ImageProps>>({ hub: of('registry.example.com/istio', 'localhost:5000'), tag: of('1.31.0', '1.31.1-rc.1'), variant: of('debug' as const, 'distroless' as const), pullPolicy: of('Always' as const, 'IfNotPresent' as const), pullSecrets: list(of('one', 'two'), 2).map((all) => [...new Set(all)]) });
const ipFamilies = { ipFamilyPolicy: of('SingleStack' as const, 'PreferDualStack' as const), ipFamilies: of<('IPv4' | 'IPv6')[]>([], ['IPv6'], ['IPv4', 'IPv6']) };

const istiod = fc.tuple(size, scheduling, volumes, some<Required<IstiodProps>>({
  disruptionBudget: fc.oneof(budget, of(false as const)), resources, rollout: some({ maxSurge: of<number | string>(1, '25%'), maxUnavailable: of<number | string>(0, '10%') }), env, envFrom: of([], [{ name: 'Z', value: '1' }]),
  extraArgs: list(of('--a', '--b=c: d'), 2), maxConnectionAge: fc.integer({ min: 1, max: 4000 }).map((s) => Duration.seconds(s)), traceSampling: of(0, 0.5, 1, 33, 100), analysis: fc.boolean(), jwksCa: of(authority.trimEnd(), leaf),
  untaintNodes: fc.boolean(), podLabels: labels, podAnnotations: texts, deploymentLabels: labels, deploymentAnnotations: texts, serviceAnnotations: texts, serviceAccountAnnotations: texts, trafficDistribution: of('PreferClose' as const, 'PreferSameZone' as const), ...ipFamilies,
  initContainers: of([], [{ name: 'i', image: 'i:1', args: ['x'] }]),
} as never)).map((parts) => reachable(protectable(Object.assign({}, ...parts) as IstiodProps)));

const ranges = list(of('10.0.0.0/8', '192.168.0.0/16'), 2).map((all) => [...new Set(all)]).filter((all) => all.length > 0);
const proxy = some<Required<ProxyProps>>({
  image: of('proxyv3', 'r.example.com/p:1'), resources, logLevel: of('debug' as const, 'off' as const), componentLogLevel: of('misc:info'), includeOutboundIpRanges: ranges, excludeOutboundIpRanges: ranges, includeOutboundPorts: list(port, 2), excludeOutboundPorts: list(port, 2),
  includeInboundPorts: fc.oneof(list(port, 2), of('*' as const)), excludeInboundPorts: list(port, 2), statusPort: port, readiness: some({ failureThreshold: fc.integer({ min: 1, max: 9 }), initialDelaySeconds: fc.integer({ min: 0, max: 9 }), periodSeconds: fc.integer({ min: 1, max: 9 }) }),
  startup: fc.oneof(of(false as const), some({ failureThreshold: fc.integer({ min: 1, max: 99 }) })), holdApplicationUntilProxyStarts: fc.boolean(), lifecycle: of({ preStop: { exec: { command: ['sleep', '1'] } } }), outlierLogPath: of('/dev/stdout'), privileged: fc.boolean(),
  forceApplyIptables: fc.boolean(), nftables: fc.boolean(), seccomp: fc.boolean(), stsPort: of(15463),
} as never) as fc.Arbitrary<ProxyProps>;
const templates: fc.Arbitrary<Partial<InjectionProps>> = of<Partial<InjectionProps>>({}, { templates: { extra: 'metadata: {}\n' } }, { templates: { extra: 'metadata: {}\n' }, defaultTemplates: ['sidecar', 'extra'] }, { templates: { sidecar: 'spec: {}\n' } });
const waypoint = fc.tuple(scheduling, some({ resources } as never)).map(([{ priorityClassName: _, ...places }, given]) => ({ ...places, ...(given as WaypointProps) }));
const injection = fc.tuple(templates, some<Required<InjectionProps>>({
  everyNamespace: fc.boolean(), policy: of('enabled' as const, 'disabled' as const), always: list(selector, 2), never: list(selector, 2), annotations: texts,
  rewriteProbes: fc.boolean(), reinvocation: of('Never' as const, 'IfNeeded' as const), nativeSidecars: fc.boolean(), webhookAnnotations: texts,
} as never)).map((parts) => Object.assign({}, ...parts) as InjectionProps);
const meshConfig: fc.Arbitrary<MeshConfig> = some({
  accessLogFile: of('/dev/stdout', ''), enableTracing: fc.boolean(), outboundTrafficPolicy: of({ mode: 'REGISTRY_ONLY' as const }, { mode: 'ALLOW_ANY' as const }), rootNamespace: of('root'), enablePrometheusMerge: fc.boolean(), discoverySelectors: list(selector, 2),
  extensionProviders: of([], [{ name: 'zipkin', zipkin: { service: 'zipkin.obs.svc.cluster.local', port: 9411 } }]), defaultProviders: of({ tracing: ['zipkin'] }, { metrics: [] }), connectTimeout: of('5s'), trustDomainAliases: of(['old.example']), serviceScopeConfigs: of([]),
  defaultConfig: some({ concurrency: of(0, 2), proxyMetadata: env, holdApplicationUntilProxyStarts: fc.boolean(), discoveryAddress: of('istiod.elsewhere.svc:15012'), tracing: of({ sampling: 5 }), image: of({ imageType: 'debug' }) } as never),
} as never) as fc.Arbitrary<MeshConfig>;

const agent = {
  resources, tolerations, maxUnavailable: of<number | string>(2, '20%'), terminationGracePeriodSeconds: fc.integer({ min: 0, max: 90 }), env, podLabels: labels, podAnnotations: texts, labels, logLevel: of('debug', 'warn'), namespace,
  resourceQuota: fc.oneof(of(false as const), some({ pods: fc.integer({ min: 1, max: 9999 }) })),
} satisfies Partial<Record<keyof NodeAgentProps | 'namespace', unknown>>;
const cni = some<Required<CniProps>>({
  ...agent, binDir: of('/a/bin'), confDir: of('/a/conf'), netnsDir: of('/a/netns'), confFileName: of('10-a.conflist'), chained: fc.boolean(), provider: of('default' as const, 'multus' as const), excludeNamespaces: list(namespace, 2), ownedConfig: of('02-a.conflist'),
  repair: of('repair' as const, 'delete' as const, 'label' as const, 'off' as const),
  ambient: some({ enablementSelectors: of([{ podSelector: { matchLabels: { a: 'b' } } }]), dnsCapture: fc.boolean(), ipv6: fc.boolean(), reconcileIptablesOnStartup: fc.boolean(), shareHostNetworkNamespace: fc.boolean() }),
} as never) as fc.Arbitrary<CniProps>;
const ztunnel = some<Required<ZtunnelProps>>({ ...agent, crl: fc.boolean(), nodeSelector: labels, dnsPolicy: of('ClusterFirst', 'Default') } as never) as fc.Arbitrary<ZtunnelProps>;

/** Seldom: most clusters have an istiod. */
const remote = fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: fc.oneof(
  some({ controlPlaneClusters: of(['cluster1'], ['*']), configCluster: fc.boolean(), localInjector: of(false, true), injectionPath: of('/inject/cluster/x/net/y') }).chain((given) => of('192.0.2.10', '2001:db8::1', 'a.example').map((address) => ({ ...given, address }))),
  some({ webhookCa: of(authority), configCluster: fc.boolean() }).map((given) => ({ ...given, webhookUrl: 'https://istiod.example.com:15017' })),
) });

const own = {
  image, istiod, proxy, waypoint, injection, meshConfig, logLevel: of('default:warn', 'default:debug,ads:error'), logAsJson: fc.boolean(), validationFailurePolicy: of('Fail' as const, 'Ignore' as const), compatibilityVersion: of('1.25', '1.26', '1.27', '1.28', '1.29', '1.30'),
  meshNetworks: of({}, { n1: { endpoints: [{ fromRegistry: 'c1' }], gateways: [{ address: '192.0.2.1', port: 15443 }] } }), gatewayClasses: of({}, { istio: { deployment: { spec: { replicas: 2 } } } }), stableApisOnly: fc.boolean(),
};
export const revisionProps = some(own as never) as fc.Arbitrary<RevisionProps>;
export const controlPlaneProps = some({
  ...own, profile: of('production', 'dev', 'upstream'), namespace: of('mesh-system'), createNamespace: fc.boolean(), revision: of('blue', '1-31-1'), defaultRevision: of(false), clusterName: of('east', 'c-1'), meshId: of('mesh-1'), network: of('net-1'),
  ca: of(CertificateAuthority.selfSigned(), CertificateAuthority.secret(), CertificateAuthority.istioCsr(), CertificateAuthority.kubernetesSigner('issuers.example.com/ca', { rootCertificate: authority })), trustDomain: of('td.example'), clusterDomain: of('cluster.example'),
  platform: of('gke', 'eks', 'k3s', 'k3d', 'microk8s', 'minikube', 'openshift'), cni: fc.oneof(fc.boolean(), cni), ambient: fc.oneof(fc.boolean(), ztunnel), networkPolicy: fc.boolean(), restricted: fc.boolean(), scope: of('all', 'all', 'cluster', 'namespace'),
  reader: of<boolean | object>(true, false, { name: 'mine', namespace: 'readers' }), servesRemotes: fc.boolean(), webhooks: some({ injection: fc.boolean(), validation: fc.boolean() }), remote,
} as never).map((given) => agreed((given as IstioControlPlaneProps).remote ? elsewhere(given as IstioControlPlaneProps) : given as IstioControlPlaneProps));

/** What is the other cluster's is not said here. */
function elsewhere({ istiod: _i, proxy: _p, injection: _j, reader: _r, servesRemotes: _s, webhooks: _w, ...props }: IstioControlPlaneProps): IstioControlPlaneProps {
  return { ...props, clusterName: props.clusterName ?? 'remote', validationFailurePolicy: props.remote?.webhookCa === undefined ? props.validationFailurePolicy : undefined };
}

/** The ambient data plane needs the plugin, and only it has pods to be taken in. */
function agreed(props: IstioControlPlaneProps): IstioControlPlaneProps {
  if (props.ambient) return { ...props, cni: props.cni === false ? true : props.cni };
  return typeof props.cni === 'object' ? { ...props, cni: { ...props.cni, ambient: undefined } } : props;
}
