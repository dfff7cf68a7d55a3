import { call, field, go, type Condition, type Go } from '../template/expression';
import { each, inline, text, when, withValue, type Item, type Node, type NodeMap } from '../template/node';
import { annotationOf, CONTAINERS, hasAnnotation } from './pod';
import type { InjectionFacts } from './settings';

export const variable = (name: string, value: Node): NodeMap => ({ name, value });
export const fromField = (name: string, fieldPath: string): NodeMap => ({ name, valueFrom: inline({ fieldRef: { fieldPath } }) });
export const fromLimit = (name: string, resource: string): NodeMap => ({ name, valueFrom: inline({ resourceFieldRef: { resource, divisor: '1' } }) });

/** Who the proxy is, and who certifies that. */
export const identity = ({ settings, caAddress, trustDomain }: InjectionFacts): readonly Item[] => [
  variable('PILOT_CERT_PROVIDER', settings.certProvider),
  variable('CA_ADDR', caAddress),
  variable('TRUST_DOMAIN', trustDomain),
  variable('ISTIO_META_MESH_ID', settings.meshId ?? trustDomain),
  fromField('POD_NAME', 'metadata.name'),
  fromField('POD_NAMESPACE', 'metadata.namespace'),
  fromField('INSTANCE_IP', 'status.podIP'),
  fromField('HOST_IP', 'status.hostIP'),
  fromField('SERVICE_ACCOUNT', 'spec.serviceAccountName'),
  fromField('ISTIO_META_NODE_NAME', 'spec.nodeName'),
];
/** For waypoints, which act for a service account. */
export const serviceAccount = fromField('ISTIO_META_SERVICE_ACCOUNT', 'spec.serviceAccountName');

/** What a Go program cannot find out by itself: how much it may use. */
export const limits: readonly Item[] = [fromLimit('ISTIO_CPU_LIMIT', 'limits.cpu'), fromLimit('GOMAXPROCS', 'limits.cpu'), fromLimit('GOMEMLIMIT', 'limits.memory')];

/** The proxy's part of the mesh config, with what its pod says differently. */
export const proxyConfig = variable('PROXY_CONFIG', text`${call('protoToJSON', field('ProxyConfig'))}`);
/** Variables of that config: last, so that they win over those of the template. */
export const proxyMetadata = each('$key, $value := .ProxyConfig.ProxyMetadata', { name: text`${go('$key')}`, value: text`${go('$value')}` });

export const compliance = ({ compliance: policy }: InjectionFacts): readonly Item[] => (policy === undefined ? [] : [
  variable('COMPLIANCE_POLICY', policy), policy === 'fips-140-3' ? variable('GODEBUG', 'fips140=only') : undefined,
]);

/** What is in the pod beside the proxy. */
export const setPorts: readonly string[] = ['$ports := list', 'range .Spec.Containers }}{{ range .Ports }}{{ $ports = append $ports . }}{{ end }}{{ end'];
export const podContents: readonly Item[] = [
  variable('ISTIO_META_POD_PORTS', text`${go('toJson $ports')}`),
  variable('ISTIO_META_APP_CONTAINERS', text`${call('join', ',', CONTAINERS)}`),
];

/** Where the workload is. */
export const place = ({ settings: { clusterName, network } }: InjectionFacts): readonly Item[] => [
  variable('ISTIO_META_CLUSTER_ID', clusterName), network === undefined ? undefined : variable('ISTIO_META_NETWORK', network),
];
export const interceptionMode = (mode: Go): NodeMap => variable('ISTIO_META_INTERCEPTION_MODE', text`${mode}`);
/** What it is called, and what made its pods. */
export const workload = (name: Go): readonly Item[] => [
  withValue(name, variable('ISTIO_META_WORKLOAD_NAME', text`${go('.')}`)),
  when(go('and .TypeMeta.APIVersion .DeploymentMeta.Name'), variable('ISTIO_META_OWNER',
    text`kubernetes://apis/${field('TypeMeta.APIVersion')}/namespaces/${call('valueOrDefault', field('DeploymentMeta.Namespace'), 'default')}/${call('toLower', field('TypeMeta.Kind'))}s/${field('DeploymentMeta.Name')}`)),
];

/** Envoy's first configuration, from a ConfigMap that the pod names. */
export const bootstrapOverride = (condition: Condition): Item => when(condition, variable('ISTIO_BOOTSTRAP_OVERRIDE', '/etc/istio/custom-bootstrap/custom_bootstrap.json'));

/** The workload in OpenTelemetry's words, where a tracing provider wants them. */
export const telemetryAttributes = ({ describesWorkload }: InjectionFacts): Item => (describesWorkload
  ? withValue(go('otelResourceAttributes .MeshConfig .ObjectMeta.Annotations .ObjectMeta.Labels .DeploymentMeta.Namespace .Spec.Containers'), variable('OTEL_RESOURCE_ATTRIBUTES', text`${go('.')}`))
  : undefined);

/** What Datadog's own injector told the pod of its environment, for the proxy as for the application. */
export const datadog = ({ tracer }: InjectionFacts): Item => (tracer === 'datadog'
  ? when(hasAnnotation(DATADOG), [each(`$name, $value := ${call('fromJSON', annotationOf(DATADOG)).code}`, { name: text`${go('$name')}`, value: text`${go('$value')}` })])
  : undefined);
const DATADOG = 'apm.datadoghq.com/env';
