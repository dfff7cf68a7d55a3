import { sorted } from '../../../manifests/customize';
import type { Affinity, Container, DaemonSet, EnvVar, PodDNSConfig, Volume, VolumeMount } from '../../../manifests/types';
import { labelsOf } from '../labels';
import type { ZtunnelSettings } from '../settings/agents';
import { requirements } from '../settings/requirements';
import { imageRef } from '../settings/revision';
import { amount, field, variables } from '../variables';
import { metaOf, NAME } from './labels';
import { HEALTH, METRICS } from './ports';

const rev = (revision: string | undefined): Readonly<Record<string, string>> => (revision === undefined ? {} : { 'istio.io/rev': revision });

/** The proxy of every node. */
export function daemonSet(settings: ZtunnelSettings): DaemonSet {
  const { crl, labels, namespace, podAnnotations, podLabels, revision, rollingUpdate, terminationGracePeriodSeconds, tolerations } = settings;
  return {
    apiVersion: 'apps/v1', kind: 'DaemonSet', metadata: metaOf(settings, namespace, labels),
    spec: {
      selector: { matchLabels: { app: NAME } },
      template: {
        metadata: {
          annotations: { ...rev(revision), 'prometheus.io/port': String(METRICS), 'prometheus.io/scrape': 'true', 'sidecar.istio.io/inject': 'false', ...podAnnotations },
          labels: labelsOf(NAME, { app: NAME, 'istio.io/dataplane-mode': 'none', 'sidecar.istio.io/inject': 'false', ...podLabels }),
        },
        spec: {
          ...(settings.affinity && { affinity: sorted(settings.affinity) as Affinity }),
          containers: [container(settings)],
          ...(settings.dnsConfig && { dnsConfig: sorted(settings.dnsConfig) as PodDNSConfig }),
          ...(settings.dnsPolicy !== undefined && { dnsPolicy: settings.dnsPolicy }),
          nodeSelector: sorted({ 'kubernetes.io/os': 'linux', ...settings.nodeSelector }) as Record<string, string>,
          priorityClassName: 'system-node-critical',
          serviceAccountName: NAME,
          terminationGracePeriodSeconds,
          tolerations,
          volumes: volumes(crl),
        },
      },
      updateStrategy: { rollingUpdate, type: 'RollingUpdate' },
    },
  };
}

const container = (settings: ZtunnelSettings): Container => ({
  args: ['proxy', 'ztunnel'],
  env: env(settings),
  image: imageRef(settings.image, 'ztunnel'),
  ...(settings.image.pullPolicy !== undefined && { imagePullPolicy: settings.image.pullPolicy }),
  name: 'istio-proxy',
  ports: [{ containerPort: METRICS, name: 'ztunnel-stats', protocol: 'TCP' }],
  readinessProbe: { httpGet: { path: '/healthz/ready', port: HEALTH } },
  resources: requirements(settings.resources),
  securityContext: {
    allowPrivilegeEscalation: true,
    // NET_ADMIN: options of sockets. SYS_ADMIN: to enter the network namespaces of pods. NET_RAW: transparent proxying.
    capabilities: { add: ['NET_ADMIN', 'SYS_ADMIN', 'NET_RAW'], drop: ['ALL'] },
    privileged: false, readOnlyRootFilesystem: true, runAsGroup: 1337, runAsNonRoot: false, runAsUser: 0,
    ...(settings.seLinuxType !== undefined && { seLinuxOptions: { type: settings.seLinuxType } }),
  },
  volumeMounts: mounts(settings.crl),
});

const texts = (values: Readonly<Record<string, string>>): readonly EnvVar[] => Object.keys(values).sort().map((name) => ({ name, value: values[name]! }));
function env({ caAddress, clusterName, crl, discoveryAddress, env: given, logAsJson, logLevel, network, proxyMetadata, resources, terminationGracePeriodSeconds }: ZtunnelSettings): readonly EnvVar[] {
  return variables([
    { name: 'CA_ADDRESS', value: caAddress },
    { name: 'INPOD_ENABLED', value: 'true' },
    field('INSTANCE_IP', 'status.podIP'),
    { name: 'ISTIO_META_CLUSTER_ID', value: clusterName },
    ...(logAsJson ? [{ name: 'LOG_FORMAT', value: 'json' }] : []),
    ...(network === undefined ? [] : [{ name: 'NETWORK', value: network }]),
    field('NODE_NAME', 'spec.nodeName'),
    field('POD_NAME', 'metadata.name'),
    field('POD_NAMESPACE', 'metadata.namespace'),
    { name: 'RUST_BACKTRACE', value: '1' },
    { name: 'RUST_LOG', value: logLevel },
    field('SERVICE_ACCOUNT', 'spec.serviceAccountName'),
    { name: 'TERMINATION_GRACE_PERIOD_SECONDS', value: String(terminationGracePeriodSeconds) },
    { name: 'XDS_ADDRESS', value: discoveryAddress },
    amount('ZTUNNEL_CPU_LIMIT', 'limits.cpu'),
    // Only where they are said: otherwise they would tell of the node.
    ...(resources.limits?.cpu === undefined ? [] : [amount('ZTUNNEL_RESOURCE_CPU_LIMIT', 'limits.cpu')]),
    ...(resources.requests?.cpu === undefined ? [] : [amount('ZTUNNEL_RESOURCE_CPU_REQUEST', 'requests.cpu')]),
    ...(crl ? [{ name: 'CRL_PATH', value: `${CRL_FOLDER}/ca-crl.pem` }] : []),
    ...texts(proxyMetadata),
    ...texts(given),
  ]);
}

const CRL_FOLDER = '/var/run/secrets/istio/crl';
const mounts = (crl: boolean): readonly VolumeMount[] => [
  { mountPath: '/var/run/secrets/istio', name: 'istiod-ca-cert' },
  { mountPath: '/var/run/secrets/tokens', name: 'istio-token' },
  { mountPath: '/var/run/ztunnel', name: 'cni-ztunnel-sock-dir' },
  { mountPath: '/tmp', name: 'tmp' },
  ...(crl ? [{ mountPath: CRL_FOLDER, name: 'crl-volume', readOnly: true }] : []),
];
const volumes = (crl: boolean): readonly Volume[] => [
  { name: 'istio-token', projected: { sources: [{ serviceAccountToken: { audience: 'istio-ca', expirationSeconds: 43_200, path: 'istio-token' } }] } },
  { configMap: { name: 'istio-ca-root-cert' }, name: 'istiod-ca-cert' },
  // A folder, since the CNI agent may not have made its socket yet.
  { hostPath: { path: '/var/run/ztunnel', type: 'DirectoryOrCreate' }, name: 'cni-ztunnel-sock-dir' },
  { emptyDir: {}, name: 'tmp' },
  ...(crl ? [{ configMap: { name: 'istio-ca-crl', optional: true }, name: 'crl-volume' }] : []),
];
