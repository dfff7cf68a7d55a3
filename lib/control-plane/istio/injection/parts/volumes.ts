import { call, go, type Condition } from '../template/expression';
import { each, inline, raw, text, when, type Item, type NodeMap, type Text } from '../template/node';
import { annotationOf, hasAnnotation } from './pod';
import type { InjectionFacts } from './settings';

/** A volume and where the proxy has it. */
export interface Mounted {
  readonly volume: NodeMap;
  readonly path?: string | Text;
  readonly readOnly?: true;
  /** @default - always */
  readonly condition?: Condition;
}
const at = (name: string, path: string | undefined, source: NodeMap): Mounted => ({ volume: { name, ...source }, path });
const empty: NodeMap = { emptyDir: {} };

/** Sockets by which a workload API of another kind, or credentials of another process, reach the proxy. */
export const workloadSocket = at('workload-socket', '/var/run/secrets/workload-spiffe-uds', empty);
export const credentialSocket = at('credential-socket', '/var/run/secrets/credential-uds', empty);
export const workloadCertificates = at('workload-certs', '/var/run/secrets/workload-spiffe-credentials', empty);
/** What Envoy, or gRPC, and the agent tell each other. */
export const envoySocket = at('istio-envoy', '/etc/istio/proxy', { emptyDir: { medium: 'Memory' } });
export const xdsSocket = at('istio-xds', '/etc/istio/proxy', { emptyDir: { medium: 'Memory' } });
export const data = at('istio-data', '/var/lib/istio/data', empty);
const fromPod = (path: string): NodeMap => ({ path, fieldRef: inline({ fieldPath: `metadata.${path}` }) });
export const podInfo = at('istio-podinfo', '/etc/istio/pod', { downwardAPI: { items: [fromPod('labels'), fromPod('annotations')] } });
const tokenAt = (name: string, path: string): Mounted => at(name, path, { projected: { sources: [{ serviceAccountToken: { path: name, expirationSeconds: 43200, audience: 'istio-ca' } }] } });
/** The pod's own token, good for istiod only. */
export const token = tokenAt('istio-token', '/var/run/secrets/tokens');
/** The same for agentgateway, which shows one to ask for configuration and one for certificates. */
export const xdsToken = tokenAt('xds-token', '/var/run/secrets/xds-tokens');
export const temporary = at('tmp', '/tmp', empty);

/** What istiod's own certificate is verified with. */
export function rootCertificate({ ownRoot, trustBundle }: InjectionFacts): readonly Mounted[] {
  if (!ownRoot) return [];
  const bundle = { projected: { sources: [{ clusterTrustBundle: { name: 'istio.io:istiod-ca:root-cert', path: 'root-cert.pem' } }] } };
  return [at('istiod-ca-cert', '/var/run/secrets/istio', trustBundle ? bundle : { configMap: { name: 'istio-ca-root-cert' } })];
}
/** Revoked certificates, where somebody publishes them. */
export const revoked = ({ ownRoot }: InjectionFacts): Mounted => at('istio-ca-crl', ownRoot ? '/var/run/secrets/istio/crl' : undefined, { configMap: { name: 'istio-ca-crl', optional: true } });

const OVERRIDE = 'sidecar.istio.io/bootstrapOverride';
export const overridesBootstrap = hasAnnotation(OVERRIDE);
export const bootstrap = (mounted: boolean): Mounted => ({ volume: { name: 'custom-bootstrap-volume', configMap: { name: text`${annotationOf(OVERRIDE)}` } }, path: mounted ? '/etc/istio/custom-bootstrap' : undefined, condition: overridesBootstrap });

export const volumesOf = (all: readonly Mounted[]): readonly Item[] => all.map(({ volume, condition = true }) => when(condition, volume));
export const mountsOf = (all: readonly Mounted[]): readonly Item[] => all.map(({ volume, path, readOnly, condition = true }) => (path === undefined ? undefined : when(condition, { name: volume.name, mountPath: path, readOnly })));

/** Volumes that the pod's annotations describe, as a map of names in JSON. */
const named = (annotation: string): Item => when(hasAnnotation(annotation), [each(`$name, $value := ${call('fromJSON', annotationOf(annotation)).code}`, raw(go('set $value "name" $name | toJson')))]);
export const userVolumes = named('sidecar.istio.io/userVolume');
export const userMounts = named('sidecar.istio.io/userVolumeMount');

/** What Lightstep's collectors are verified with, where the proxy config says that they have TLS. */
export const lightstep = ({ tracer }: InjectionFacts): readonly Mounted[] => (tracer === 'lightstep' ? [{
  volume: { name: 'lightstep-certs', secret: { optional: true, secretName: 'lightstep.cacert' } }, path: text`${go('directory .ProxyConfig.GetTracing.GetTlsSettings.GetCaCertificates')}` as Text,
  readOnly: true, condition: go('.ProxyConfig.GetTracing.GetTlsSettings'),
}] : []);
