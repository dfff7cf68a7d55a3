import type { Platform } from '../../../../lib/control-plane/istio';
import type { Case } from '../case';

const platforms: readonly Platform[] = ['gke', 'eks', 'k3s', 'k3d', 'microk8s', 'minikube', 'openshift'];
const affinity = { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions: [{ key: 'gpu', operator: 'DoesNotExist' as const }] }] } } };
const agent = { affinity, env: { ONE: '1' }, podLabels: { team: 'net' }, podAnnotations: { note: 'pod' }, labels: { tier: 'node' }, terminationGracePeriodSeconds: 7, tolerations: [{ key: 'gpu', operator: 'Exists' as const }] };

/** Node agents and where they run. */
export const nodes: readonly Case[] = [
  { name: 'the CNI plugin', props: { profile: 'upstream', cni: true } },
  { name: 'the CNI plugin, production', props: { cni: true } },
  { name: 'the CNI plugin, dev', props: { profile: 'dev', cni: true } },
  { name: 'ambient', props: { profile: 'upstream', ambient: true } },
  { name: 'ambient, production', props: { ambient: true } },
  { name: 'ambient with sidecars', props: { ambient: true, cni: true } },
  { name: 'ambient, plain images', props: { ambient: true, image: { variant: 'debug' } } },
  ...platforms.map((platform): Case => ({ name: `on ${platform}`, props: { platform, cni: true } })),
  ...platforms.map((platform): Case => ({ name: `ambient on ${platform}`, props: { profile: 'upstream', platform, ambient: true } })),
  { name: 'openshift without the plugin', props: { platform: 'openshift', cni: false } },
  { name: 'everything about the plugin', props: { cni: {
    ...agent, namespace: 'kube-system', binDir: '/usr/lib/cni', confDir: '/etc/cni', netnsDir: '/run/netns', confFileName: '10-calico.conflist', excludeNamespaces: ['kube-system', 'istio-system'], ownedConfig: '02-istio-cni.conflist', repair: 'delete',
    maxUnavailable: '20%', logLevel: 'debug', resources: { requests: { cpu: '50m' } }, resourceQuota: { pods: 100 },
  }, logAsJson: true, proxy: { nftables: true } } },
  ...(['label', 'off'] as const).map((repair): Case => ({ name: `broken pods: ${repair}`, props: { cni: { repair, chained: false } } })),
  { name: 'everything about ambient', props: {
    cni: { namespace: 'kube-system', ambient: { enablementSelectors: [{ podSelector: { matchLabels: { mesh: 'ambient' } } }], dnsCapture: false, ipv6: false, reconcileIptablesOnStartup: false, shareHostNetworkNamespace: true } },
    ambient: { ...agent, namespace: 'kube-system', nodeSelector: { role: 'mesh' }, dnsPolicy: 'None', dnsConfig: { nameservers: ['10.0.0.10'], options: [{ name: 'ndots', value: '2' }] }, crl: true, maxUnavailable: 1, logLevel: 'debug', resources: { requests: { memory: '1Gi' }, limits: { cpu: 2, memory: '1Gi' } }, resourceQuota: {} },
    clusterName: 'east', network: 'net-1', meshId: 'mesh-1', logAsJson: true, meshConfig: { defaultConfig: { proxyMetadata: { EXTRA: 'yes' } } },
  } },
  { name: 'ambient, in another namespace with images of its own', props: { namespace: 'mesh-system', ambient: { resourceQuota: { pods: 9 }, podAnnotations: { 'prometheus.io/port': '15090', 'prometheus.io/scrape': 'false' } }, image: { hub: 'registry.example.com/istio', tag: '1.31.0', pullPolicy: 'Always', pullSecrets: ['regcred'] } } },
  { name: 'no quota on gke', props: { platform: 'gke', cni: { resourceQuota: false }, ambient: { resourceQuota: false } } },
  { name: 'multus elsewhere', props: { platform: 'k3s', cni: { provider: 'multus' } } },
];
