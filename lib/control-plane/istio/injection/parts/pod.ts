import { call, field, go, variable, type Condition, type Go, type Known } from '../template/expression';

/** What templates ask of the pod, or of the Gateway, that they are made for. */
export const annotationOf = (name: string): Go => call('index', field('ObjectMeta.Annotations'), name);
export const labelOf = (name: string): Go => call('index', field('ObjectMeta.Labels'), name);
export const hasAnnotation = (name: string): Go => call('isset', field('ObjectMeta.Annotations'), name);
/** The annotation, even an empty one; the other value where there is none. */
export const annotationOr = (name: string, otherwise: Known<string | number>): Go => call('annotation', field('ObjectMeta'), name, otherwise);

/** Names of the pod's own containers. */
export const CONTAINERS = variable('containers');
const containersStatement = 'range .Spec.Containers }}{{ if ne .Name "istio-proxy" }}{{ $containers = append $containers .Name }}{{ end }}{{ end';
/** How the pod's traffic is captured: REDIRECT, TPROXY or NONE. */
export const MODE = variable('mode');
export const captured: Condition = call('ne', MODE, 'NONE');
export const TPROXY = call('eq', MODE, 'TPROXY');
/** Whether the proxy is an init container that keeps running. */
export const NATIVE = variable('native');

/** The statements that set those variables. */
export const setContainers: readonly string[] = ['$containers := list', containersStatement];
export const setMode = `$mode := ${annotationOr('sidecar.istio.io/interceptionMode', field('ProxyConfig.InterceptionMode')).code}`;
export const setNative = `$native := ne (${annotationOf('sidecar.istio.io/nativeSidecar').code} | default (toString .NativeSidecars)) "false"`;

/** Number that the proxy's user has: OpenShift gives every namespace a range of its own. */
export const userOf = (platform: string | undefined): Known<string> => (platform === 'openshift' ? field('ProxyUID') : '1337');
export const groupOf = (platform: string | undefined): Known<string> => (platform === 'openshift' ? field('ProxyGID') : '1337');
export const hbone = go('eq (index .ProxyConfig.ProxyMetadata "ISTIO_META_ENABLE_HBONE") "true"');
