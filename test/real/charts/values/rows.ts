import { JsonPatch } from 'cdk8s';
import type { Row } from './row';

const nested = (path: string, value: unknown): Readonly<Record<string, unknown>> => path.split('.').reverse().reduce<unknown>((inner, key) => ({ [key]: inner }), value) as Readonly<Record<string, unknown>>;
const container = (name: string, field: string, value: unknown): Pick<Row, 'proof'> => ({ proof: { as: `patch('DaemonSet', '${name}', JsonPatch …)`, patch: (plane) => plane.patch('DaemonSet', name, JsonPatch.add(`/spec/template/spec/containers/0/${field}`, value) as never) } });
const nothing = (chart: Row['chart'], leaf: string, value: unknown, why: string, more: Partial<Row> = {}): Row => ({ chart, leaves: [leaf], values: nested(leaf, value), proof: { nothing: why }, ...more });
const why = (chart: Row['chart'], leaf: string, value: unknown, reason: string, more: Partial<Row> = {}): Row => ({ chart, leaves: [leaf], values: nested(leaf, value), proof: { why: reason }, ...more });
const owner = (chart: Row['chart'], more: Partial<Row> = {}): Row => why(chart, 'ownerName', 'me', 'a label of the operator that is gone; nothing reads it', more);
const withCni: Partial<Row> = { of: { cni: true } }, ambient: Partial<Row> = { of: { ambient: true, image: { hub: 'h.example.com', tag: '1.31.1' } } }, gateway: Partial<Row> = { gateways: { ingress: {} } };
const cniConfig = (leaf: string, value: unknown, key: string): Row => ({ chart: 'cni', leaves: [leaf], values: nested(leaf, value), ...withCni, proof: { as: "patch('ConfigMap', 'istio-cni-config', { data: { … } })", patch: (plane) => plane.patch('ConfigMap', 'istio-cni-config', { data: { [key]: String(value) } }) } });

const base: readonly Row[] = [
  why('base', 'base.enableCRDTemplates', false, "`crds: 'skip'` says it"),
  why('base', 'base.excludedCRDs', ['envoyfilters.networking.istio.io'], 'istiod 1.31 watches all of its kinds; what must not be used is refused with `stableApisOnly`, or by RBAC'),
  nothing('base', 'base.enableIstioConfigCRDs', false, 'istioctl alone reads it'),
];

const tracer = (name: string, value: object): Row => ({ chart: 'istiod', leaves: Object.keys(value).map((key) => `global.tracer.${name}.${key}`), values: { global: { proxy: { tracer: name }, tracer: { [name]: value } } }, proof: { props: { meshConfig: { defaultConfig: { tracing: { [name]: value } as never } } } } });
const istiod: readonly Row[] = [
  nothing('istiod', 'base.enableIstioConfigCRDs', false, 'istioctl alone reads it'),
  nothing('istiod', 'global.defaultResources.requests.cpu', '7m', 'istiod has resources of its own'),
  { chart: 'istiod', leaves: ['hub', 'tag'], values: { hub: 'other.example.com/istio', tag: '7' }, proof: { props: { istiod: { image: 'other.example.com/istio/pilot:7' } } } },
  { chart: 'istiod', leaves: ['variant'], values: { variant: 'debug' }, of: { image: { hub: 'h.example.com', tag: '7' } }, proof: { props: { istiod: { image: 'h.example.com/pilot:7-debug' } } } },
  { chart: 'istiod', leaves: ['global.proxy.variant'], values: { global: { proxy: { variant: 'debug' } } }, proof: { props: { meshConfig: { defaultConfig: { image: { imageType: 'debug' } } } } } },
  { chart: 'istiod', leaves: ['platform'], values: { platform: 'minikube' }, proof: { props: { platform: 'minikube' } } },
  { chart: 'istiod', leaves: ['telemetry.enabled'], values: { telemetry: { enabled: false } }, proof: { props: { meshConfig: { defaultProviders: {} } } } },
  { chart: 'istiod', leaves: ['telemetry.v2.enabled'], values: { telemetry: { v2: { enabled: false } } }, proof: { props: { meshConfig: { defaultProviders: {} } } } },
  { chart: 'istiod', leaves: ['telemetry.v2.prometheus.enabled'], values: { telemetry: { v2: { prometheus: { enabled: false } } } }, proof: { props: { meshConfig: { defaultProviders: {} } } } },
  { chart: 'istiod', leaves: ['telemetry.v2.stackdriver.enabled'], values: { telemetry: { v2: { stackdriver: { enabled: true } } } }, proof: { props: { meshConfig: { defaultProviders: { metrics: ['prometheus', 'stackdriver'], accessLogging: ['stackdriver'] } } } } },
  tracer('zipkin', { address: 'zipkin.example.com:9411' }), tracer('datadog', { address: 'datadog.example.com:8126' }), tracer('lightstep', { address: 'lightstep.example.com:443', accessToken: 'token' }),
  ...['debug', 'maxNumberOfAttributes', 'maxNumberOfAnnotations', 'maxNumberOfMessageEvents'].map((key): Row => ({ chart: 'istiod', leaves: [`global.tracer.stackdriver.${key}`], values: { global: { proxy: { tracer: 'stackdriver' }, tracer: { stackdriver: { [key]: 7 } } } }, proof: { refused: 'it was removed' } })),
  { chart: 'istiod', leaves: ['trustedZtunnelName'], values: { trustedZtunnelName: 'other' }, proof: { props: { istiod: { env: { CA_TRUSTED_NODE_ACCOUNTS: 'istio-system/other' } } } } },
  { chart: 'istiod', leaves: ['terminationMessagePolicy'], values: { terminationMessagePolicy: 'FallbackToLogsOnError' }, proof: { as: "patch('Deployment', 'istiod', JsonPatch …)", patch: (plane) => plane.patch('Deployment', 'istiod', JsonPatch.add('/spec/template/spec/containers/0/terminationMessagePolicy', 'FallbackToLogsOnError') as never) } },
  why('istiod', 'crlConfigMapName', 'crl', 'the templates mount `istio-ca-crl`, which istiod looks after'),
  why('istiod', 'global.trustBundleName', 'roots', 'the templates mount `istio-ca-root-cert`, which istiod writes to every namespace'),
  why('istiod', 'gateways.securityContext', { fsGroup: 7 }, 'an IstioGateway has `podSecurityContext`; what istiod deploys has `gatewayClasses` and the parameters of a Gateway'),
  why('istiod', 'global.agentgateway.image', 'r.example.com/a:1', 'the annotation `gateway.istio.io/agentgatewayImage` of a Gateway says it'),
  why('istiod', 'global.caName', 'GkeWorkloadCertificate', 'certificates of Google\'s own mesh'),
  why('istiod', 'global.mountMtlsCerts', true, 'from before SDS: certificates of the Secret `istio.<account>`, which nothing writes any more'),
  why('istiod', 'global.proxy.capNetBindService', 'true', 'a capability for all pods; the annotation `sidecar.istio.io/capNetBindService` gives it to those that need it'),
  why('istiod', 'global.sds.token.aud', 'other', 'istiod takes tokens for `istio-ca`, whoever asks'),
  why('istiod', 'global.trustDomain', 'td', 'of the injector only; `trustDomain` says it to all'),
  owner('istiod'),
];

const cni: readonly Row[] = [
  nothing('cni', 'ambient.configDir', '/etc/ambient', 'no template reads it', withCni),
  nothing('cni', 'global.defaultResources.requests.cpu', '7m', 'the agent has resources of its own', withCni),
  nothing('cni', 'global.defaultResources.requests.memory', '7Mi', 'the agent has resources of its own', withCni),
  nothing('cni', 'repair.hub', 'r.example.com', 'no template reads it', withCni),
  nothing('cni', 'repair.tag', '7', 'no template reads it', withCni),
  nothing('cni', 'updateStrategy.type', 'RollingUpdate', 'its default, which the other type would not keep nodes up to date with', withCni),
  why('cni', 'revision', 'blue', 'one agent serves all revisions', withCni),
  why('cni', 'useAppArmorAnnotation', true, 'never said: the field of the container says the same, and no API server warns of it', withCni),
  cniConfig('ambient.enableAmbientDetectionRetry', true, 'ENABLE_AMBIENT_DETECTION_RETRY'),
  cniConfig('repair.brokenPodLabelKey', 'broken', 'REPAIR_BROKEN_POD_LABEL_KEY'), cniConfig('repair.brokenPodLabelValue', 'yes', 'REPAIR_BROKEN_POD_LABEL_VALUE'), cniConfig('repair.initContainerName', 'check', 'REPAIR_INIT_CONTAINER_NAME'),
  { chart: 'cni', leaves: ['ambient.enabled'], values: { ambient: { enabled: true }, global: { variant: 'distroless' } }, ...withCni, proof: { values: { profile: 'ambient' }, as: '`ambient: true` says the profile' } },
  { chart: 'cni', leaves: ['global.logging.level'], values: nested('global.logging.level', 'debug'), ...withCni, proof: { props: { cni: { logLevel: 'debug' } } } },
  { chart: 'cni', leaves: ['platform'], values: { platform: 'minikube' }, ...withCni, proof: { props: { cni: { netnsDir: '/var/run/docker/netns' } } } },
  { chart: 'cni', leaves: ['hub', 'image', 'variant'], values: { hub: 'h.example.com', image: 'agent', variant: 'debug' }, of: { cni: true, image: { tag: '7' } }, ...container('istio-cni-node', 'image', 'h.example.com/agent:7-debug') },
  why('cni', 'tag', '7', 'an agent of another version than istiod: `image.tag` says it of both', withCni),
  { chart: 'cni', leaves: ['pullPolicy'], values: { pullPolicy: 'Always' }, ...withCni, ...container('istio-cni-node', 'imagePullPolicy', 'Always') },
  { chart: 'cni', leaves: ['seccompProfile'], values: { seccompProfile: { type: 'RuntimeDefault' } }, ...withCni, ...container('istio-cni-node', 'securityContext/seccompProfile', { type: 'RuntimeDefault' }) },
  { chart: 'cni', leaves: ['seLinuxOptions'], values: { seLinuxOptions: { type: 'spc_t' } }, ...withCni, ...container('istio-cni-node', 'securityContext/seLinuxOptions', { type: 'spc_t' }) },
  owner('cni', withCni),
];

const ztunnel: readonly Row[] = [
  nothing('ztunnel', 'updateStrategy.type', 'RollingUpdate', 'its default, which the other type would not keep nodes up to date with', ambient),
  { chart: 'ztunnel', leaves: ['annotations'], values: { annotations: { note: 'x' } }, ...ambient, proof: { as: "patch('DaemonSet', 'ztunnel', { metadata: { annotations } })", patch: (plane) => { plane.patch('DaemonSet', 'ztunnel', { metadata: { annotations: { note: 'x' } } }); plane.patch('ServiceAccount', 'ztunnel', { metadata: { annotations: { note: 'x' } } }); } } },
  { chart: 'ztunnel', leaves: ['image'], values: { image: 'other' }, ...ambient, ...container('ztunnel', 'image', 'h.example.com/other:1.31.1-distroless') },
  { chart: 'ztunnel', leaves: ['seLinuxOptions'], values: { seLinuxOptions: { type: 'spc_t' } }, ...ambient, ...container('ztunnel', 'securityContext/seLinuxOptions', { type: 'spc_t' }) },
  { chart: 'ztunnel', leaves: ['volumes', 'volumeMounts'], values: { volumes: [{ name: 'v', emptyDir: {} }], volumeMounts: [{ name: 'v', mountPath: '/v' }] }, ...ambient, proof: { as: "patch('DaemonSet', 'ztunnel', JsonPatch …)", patch: (plane) => plane.patch('DaemonSet', 'ztunnel', [JsonPatch.add('/spec/template/spec/volumes/-', { name: 'v', emptyDir: {} }), JsonPatch.add('/spec/template/spec/containers/0/volumeMounts/-', { name: 'v', mountPath: '/v' })] as never) } },
  why('ztunnel', 'resourceName', 'other', 'istiod trusts the account `ztunnel`, and a second one of a node would fight for its pods', ambient),
  why('ztunnel', 'trustBundleName', 'roots', 'it mounts `istio-ca-root-cert`, which istiod writes to every namespace', ambient),
  nothing('ztunnel', 'ownerName', 'me', 'no template reads it', ambient),
];

const NUMBERS: Readonly<Record<string, number>> = { 'status-port': 15021, tls: 15443, 'tls-istiod': 15012, 'tls-webhook': 15017 };
const port = (name: string): readonly Row[] => ['port', 'targetPort'].map((field): Row => {
  const index = Object.keys(NUMBERS).indexOf(name), number = NUMBERS[name]!;
  return {
    chart: 'gateway', leaves: [`networkGatewayPorts.${name}.${field}`], values: nested(`networkGatewayPorts.${name}`, { port: number, targetPort: number, [field]: 7 }), gateways: { eastwest: { networkGateway: 'n1' } },
    proof: { as: "patch('Service', …, JsonPatch …)", patch: (plane) => plane.patch('Service', 'eastwest', JsonPatch.replace(`/spec/ports/${index}/${field}`, 7) as never) },
  };
});
const gatewayRows: readonly Row[] = [
  ...Object.keys(NUMBERS).flatMap(port),
  { chart: 'gateway', leaves: ['podAnnotations.inject\\.istio\\.io/templates'], values: { podAnnotations: { 'inject.istio.io/templates': 'gateway,mine' } }, of: { injection: { templates: { mine: 'spec: {}\n' } } }, ...gateway, proof: { props: {}, gateways: { ingress: { podAnnotations: { 'inject.istio.io/templates': 'gateway,mine' } } } } },
  why('gateway', 'podAnnotations', { 'sidecar.istio.io/inject': 'false' }, 'without injection there is no proxy, and the image `auto` is none', { ...gateway, leaves: ['podAnnotations.sidecar\\.istio\\.io/inject'] }),
  why('gateway', 'labels.app', 'other', 'its pods are found by it; it follows the gateway\'s name', gateway),
  why('gateway', 'labels.istio', 'other', 'its pods are found by it; it follows the gateway\'s name', gateway),
  why('gateway', 'rbac.enabled', false, 'without the Role its proxy cannot read the certificates of its listeners', gateway),
  why('gateway', 'serviceAccount.create', false, 'an account that others have too would share its identity; `serviceAccountName` names its own', gateway),
  { chart: 'gateway', leaves: ['service.selectorLabels'], values: { service: { selectorLabels: { zone: 'a' } } }, ...gateway, proof: { as: "patch('Service', …, { spec: { selector } })", patch: (plane) => plane.patch('Service', 'ingress', { spec: { selector: { zone: 'a' } } }) } },
  { chart: 'gateway', leaves: ['ownerName'], values: { ownerName: 'me' }, ...gateway, proof: { refused: 'it is not in the schema of its values' } },
  why('gateway', 'name', 'other', 'the id of the construct says it', gateway),
];

/** Every value that no case says, and why that is so. */
export const rows: readonly Row[] = [...base, ...istiod, ...cni, ...ztunnel, ...gatewayRows];
