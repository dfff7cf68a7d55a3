import { sorted } from '../../../manifests/customize';
import type { Affinity, Container, DaemonSet, EnvVar, Volume, VolumeMount } from '../../../manifests/types';
import { labelsOf } from '../labels';
import type { CniSettings } from '../settings/agents';
import { requirements } from '../settings/requirements';
import { imageRef } from '../settings/revision';
import { amount, field, variables } from '../variables';
import { DAEMON_SET, metaOf, NAME } from './labels';
import { HEALTH, METRICS } from './ports';

const selector = { 'k8s-app': DAEMON_SET };

/** The agent on every node: it installs the plugin and keeps it installed. */
export function daemonSet(settings: CniSettings): DaemonSet {
  const { labels, namespace, podAnnotations, podLabels, rollingUpdate, terminationGracePeriodSeconds, tolerations } = settings;
  return {
    apiVersion: 'apps/v1', kind: 'DaemonSet', metadata: metaOf(DAEMON_SET, namespace, { ...selector, ...labels }),
    spec: {
      selector: { matchLabels: selector },
      template: {
        metadata: {
          annotations: { 'prometheus.io/path': '/metrics', 'prometheus.io/port': String(METRICS), 'prometheus.io/scrape': 'true', 'sidecar.istio.io/inject': 'false', ...podAnnotations },
          labels: labelsOf(NAME, { ...selector, 'istio.io/dataplane-mode': 'none', 'sidecar.istio.io/inject': 'false', ...podLabels }),
        },
        spec: {
          ...(settings.affinity && { affinity: sorted(settings.affinity) as Affinity }),
          containers: [container(settings)],
          ...(hostNetwork(settings) && { dnsPolicy: 'ClusterFirstWithHostNet', hostNetwork: true }),
          nodeSelector: { 'kubernetes.io/os': 'linux' },
          priorityClassName: 'system-node-critical',
          serviceAccountName: NAME,
          terminationGracePeriodSeconds,
          tolerations,
          volumes: volumes(settings),
        },
      },
      updateStrategy: { rollingUpdate, type: 'RollingUpdate' },
    },
  };
}

const container = (settings: CniSettings): Container => ({
  args: [`--log_output_level=${settings.logLevel}`, ...(settings.logAsJson ? ['--log_as_json'] : [])],
  command: ['install-cni'],
  env: env(settings),
  envFrom: [{ configMapRef: { name: `${NAME}-config` } }],
  image: imageRef(settings.image, 'install-cni'),
  ...(settings.image.pullPolicy !== undefined && { imagePullPolicy: settings.image.pullPolicy }),
  name: 'install-cni',
  ports: [{ containerPort: METRICS, name: 'metrics', protocol: 'TCP' }],
  readinessProbe: { httpGet: { path: '/readyz', port: HEALTH } },
  resources: requirements(settings.resources),
  securityContext: {
    // Profiles of AppArmor block what the agent does in other pods' namespaces.
    appArmorProfile: { type: 'Unconfined' },
    // NET_ADMIN, NET_RAW: rules of iptables and ipsets. SYS_ADMIN, SYS_PTRACE: to find and enter the namespaces of pods. DAC_OVERRIDE: folders of the node that others own.
    capabilities: { add: ['NET_ADMIN', 'NET_RAW', 'SYS_PTRACE', 'SYS_ADMIN', 'DAC_OVERRIDE'], drop: ['ALL'] },
    privileged: false, runAsGroup: 0, runAsNonRoot: false, runAsUser: 0,
    ...(settings.seLinuxType !== undefined && { seLinuxOptions: { type: settings.seLinuxType } }),
  },
  volumeMounts: mounts(settings),
});

const hostNetwork = ({ ambient }: CniSettings): boolean => ambient.enabled && ambient.shareHostNetworkNamespace;
const env = (settings: CniSettings): readonly EnvVar[] => variables([
  ...(hostNetwork(settings) ? [] : [{ name: 'ALLOW_SWITCH_TO_HOST_NS', value: 'true' }]),
  amount('GOMAXPROCS', 'limits.cpu'),
  amount('GOMEMLIMIT', 'limits.memory'),
  field('NODE_NAME', 'spec.nodeName'),
  field('POD_NAME', 'metadata.name'),
  field('POD_NAMESPACE', 'metadata.namespace'),
  field('REPAIR_NODE_NAME', 'spec.nodeName'),
  { name: 'REPAIR_RUN_AS_DAEMON', value: 'true' },
  { name: 'REPAIR_SIDECAR_ANNOTATION', value: 'sidecar.istio.io/status' },
  ...Object.keys(settings.env).sort().map((name) => ({ name, value: settings.env[name]! })),
]);

/** Whether it looks into the processes of the node, to find the network of a pod. */
const seesProcesses = ({ ambient, repair }: CniSettings): boolean => ambient.enabled || repair === 'repair' || repair === 'off';
const mounts = (settings: CniSettings): readonly VolumeMount[] => [
  { mountPath: '/host/opt/cni/bin', name: 'cni-bin-dir' },
  ...(seesProcesses(settings) ? [{ mountPath: '/host/proc', name: 'cni-host-procfs', readOnly: true }] : []),
  { mountPath: '/host/etc/cni/net.d', name: 'cni-net-dir' },
  { mountPath: '/var/run/istio-cni', name: 'cni-socket-dir' },
  ...(!settings.ambient.enabled ? [] : [
    { mountPath: '/host/var/run/netns', mountPropagation: 'HostToContainer' as const, name: 'cni-netns-dir' },
    { mountPath: '/var/run/ztunnel', name: 'cni-ztunnel-sock-dir' },
  ]),
];
const volumes = (settings: CniSettings): readonly Volume[] => [
  { hostPath: { path: settings.binDir }, name: 'cni-bin-dir' },
  ...(seesProcesses(settings) ? [{ hostPath: { path: '/proc', type: 'Directory' as const }, name: 'cni-host-procfs' }] : []),
  ...(!settings.ambient.enabled ? [] : [{ hostPath: { path: '/var/run/ztunnel', type: 'DirectoryOrCreate' as const }, name: 'cni-ztunnel-sock-dir' }]),
  { hostPath: { path: settings.confDir }, name: 'cni-net-dir' },
  { hostPath: { path: '/var/run/istio-cni' }, name: 'cni-socket-dir' },
  // Made where it is missing: some plugins mount it with the first pod of a node only, and that pod waits for this agent.
  { hostPath: { path: settings.netnsDir, type: 'DirectoryOrCreate' }, name: 'cni-netns-dir' },
];
