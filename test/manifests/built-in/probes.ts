import type { Manifest } from '../../../lib/manifests/manifest';
import { type Path, replaced } from '../../real/corpus/change';
import { randomOf } from '../../real/corpus/random';
import { type Mutant, shown } from './mutate';
import { seeds } from './seeds';

interface Probe { readonly of: string; readonly at: Path; readonly parts: readonly string[]; /** At most so many parts. */ readonly most?: number }

const pod = (...path: Path): Path => ['spec', 'template', 'spec', ...path];
const inContainer = (...path: Path): Path => pod('containers', 0, ...path);
const NAMES = ['a', 'B', '1', '-', '.', '_', '/', 'é', ' ', 'example', 'a'.repeat(31)];
const PATHS = ['/', 'a', '..', '.', 'b.c', '...', '\\', ' '];
const ADDRESSES = ['10', '0', '255', '256', '01', '.', '.', '.', ':', '::', 'fe80', 'DB8', 'ffff', '/', '8', '24', '32', '128', '%', 'eth0'];

/** Texts whose form matters, each put together by chance of what its form is about. */
const PROBES: readonly Probe[] = [
  { of: 'CronJob', at: ['spec', 'schedule'], parts: ['*', '*', ' ', ' ', ' ', '0', '5', '7', '59', '60', '/', '-', ',', '?', 'JAN', 'sun', 'SAT', '@', 'daily', '@every ', '1h', '30s', '12', '31', 'L', 'TZ=UTC '], most: 12 },
  { of: 'Deployment, environment', at: inContainer('env', 0, 'name'), parts: [...NAMES, '=', '$', '~', '\t', '\u007f'] },
  { of: 'Deployment, environment', at: inContainer('envFrom', 0, 'prefix'), parts: [...NAMES, '=', '$', '~', '\t', '\u007f'] },
  { of: 'Deployment, environment', at: inContainer('envFrom', 0, 'configMapRef', 'name'), parts: NAMES },
  { of: 'Deployment, environment', at: inContainer('env', 1, 'valueFrom', 'fieldRef', 'fieldPath'), parts: ['metadata', '.', 'labels', 'annotations', "['", "']", 'a', 'A', '/', 'spec', 'status', 'nodeName', 'podIP', 'podIPs', 'hostIPs', 'name', 'uid', ' '] },
  { of: 'Deployment, environment', at: inContainer('env', 3, 'valueFrom', 'resourceFieldRef', 'resource'), parts: ['limits', 'requests', '.', 'cpu', 'memory', 'ephemeral-storage', 'hugepages-', '2Mi', 'a'] },
  { of: 'Deployment, environment', at: inContainer('env', 3, 'valueFrom', 'resourceFieldRef', 'divisor'), parts: ['1', '0', 'm', 'k', 'M', 'Ki', '.', 'e', '-', '+'] },
  { of: 'Deployment, environment', at: inContainer('env', 4, 'valueFrom', 'configMapKeyRef', 'key'), parts: NAMES },
  { of: 'Deployment, probes', at: inContainer('livenessProbe', 'httpGet', 'port'), parts: ['a', '1', '-', '--', 'A', '_', 'http', '80', '.'] },
  { of: 'Deployment, probes', at: inContainer('livenessProbe', 'httpGet', 'httpHeaders', 0, 'name'), parts: ['x', '-', 'A', '_', ':', '1', ' ', 'é'] },
  { of: 'Deployment, volumes', at: pod('volumes', 0, 'configMap', 'items', 0, 'path'), parts: PATHS },
  { of: 'Deployment, volumes', at: inContainer('volumeMounts', 1, 'subPath'), parts: PATHS },
  { of: 'Deployment, volumes', at: inContainer('volumeMounts', 0, 'mountPath'), parts: [...PATHS, ':'] },
  { of: 'Deployment, volumes', at: pod('volumes', 3, 'hostPath', 'path'), parts: PATHS },
  { of: 'Deployment, volumes', at: pod('volumes', 7, 'csi', 'driver'), parts: NAMES },
  { of: 'Deployment, volumes', at: pod('volumes', 1, 'emptyDir', 'sizeLimit'), parts: ['1', '0', '.', 'm', 'k', 'Ki', 'Mi', 'E', 'e', '3', '-', '+', 'K'] },
  { of: 'Deployment, security', at: pod('securityContext', 'sysctls', 0, 'name'), parts: ['net', 'kernel', '.', '/', '_', '-', 'A', 'a', '1'] },
  { of: 'Deployment, security', at: pod('securityContext', 'seccompProfile', 'localhostProfile'), parts: PATHS },
  { of: 'Deployment, resources', at: inContainer('resources', 'requests', 'cpu'), parts: ['1', '0', '.', 'm', 'k', 'Ki', 'n', 'u', 'e', '3', '-', '+', 'K'] },
  { of: 'Deployment, network', at: pod('dnsConfig', 'searches', 0), parts: NAMES },
  { of: 'Deployment, network', at: pod('dnsConfig', 'nameservers', 0), parts: ADDRESSES, most: 9 },
  { of: 'Deployment, network', at: pod('hostAliases', 0, 'hostnames', 0), parts: NAMES },
  { of: 'Deployment, scheduling', at: pod('tolerations', 0, 'value'), parts: NAMES },
  { of: 'Deployment, scheduling', at: pod('tolerations', 0, 'key'), parts: NAMES },
  { of: 'Deployment, scheduling', at: pod('topologySpreadConstraints', 0, 'topologyKey'), parts: NAMES },
  { of: 'Deployment', at: ['spec', 'strategy', 'rollingUpdate', 'maxSurge'], parts: ['1', '0', '%', '-', '.', '5', ' '] },
  { of: 'Deployment', at: inContainer('image'), parts: ['a', '/', ':', '@', ' ', 'A', 'sha256:', '.'] },
  { of: 'Service', at: ['spec', 'ports', 0, 'appProtocol'], parts: NAMES },
  { of: 'Service', at: ['spec', 'ports', 0, 'targetPort'], parts: ['a', '1', '-', '--', 'A', '_', 'http', '80', '.'] },
  { of: 'Service, of an external name', at: ['spec', 'externalName'], parts: NAMES },
  { of: 'Service, of a load balancer', at: ['spec', 'loadBalancerSourceRanges', 0], parts: ADDRESSES, most: 9 },
  { of: 'Service, of a load balancer', at: ['spec', 'externalIPs', 0], parts: ADDRESSES, most: 9 },
  { of: 'Service, of a load balancer', at: ['spec', 'loadBalancerClass'], parts: NAMES },
  { of: 'NetworkPolicy', at: ['spec', 'ingress', 0, 'from', 1, 'ipBlock', 'cidr'], parts: ADDRESSES, most: 9 },
  { of: 'NetworkPolicy', at: ['spec', 'ingress', 0, 'from', 1, 'ipBlock', 'except', 0], parts: ADDRESSES, most: 9 },
  { of: 'EndpointSlice', at: ['endpoints', 0, 'addresses', 0], parts: ADDRESSES, most: 9 },
  { of: 'EndpointSlice, IPv6', at: ['endpoints', 0, 'addresses', 0], parts: ADDRESSES, most: 9 },
  { of: 'EndpointSlice, of names', at: ['endpoints', 0, 'addresses', 0], parts: NAMES },
  { of: 'Job, indexed', at: ['spec', 'successPolicy', 'rules', 0, 'succeededIndexes'], parts: ['0', '1', '2', '3', '-', ',', '-', ','] },
  { of: 'Job, indexed', at: ['spec', 'managedBy'], parts: NAMES },
  { of: 'PodDisruptionBudget', at: ['spec', 'minAvailable'], parts: ['1', '0', '%', '-', '.', '5', ' '] },
  { of: 'HorizontalPodAutoscaler', at: ['spec', 'scaleTargetRef', 'apiVersion'], parts: ['apps', '/', 'v1', 'V', '.', '-', 'é'] },
  { of: 'HorizontalPodAutoscaler', at: ['spec', 'metrics', 1, 'containerResource', 'name'], parts: [...NAMES, 'cpu', 'memory', 'requests.', 'kubernetes.io'] },
  { of: 'MutatingWebhookConfiguration', at: ['webhooks', 0, 'clientConfig', 'service', 'path'], parts: ['/', 'a', '/', 'b', '.', '-', ':', 'A', '?', '%', ' '] },
  { of: 'MutatingWebhookConfiguration', at: ['webhooks', 1, 'clientConfig', 'url'], parts: ['https://', 'http://', 'a', '.example', ':443', ':', '/', '?', '#', '@', '%', ' ', '[::1]', 'A', '//'] },
  { of: 'MutatingWebhookConfiguration', at: ['webhooks', 0, 'matchConditions', 0, 'name'], parts: NAMES },
  { of: 'Namespace', at: ['spec', 'finalizers', 0], parts: [...NAMES, 'kubernetes', 'orphan'] },
  { of: 'CustomResourceDefinition', at: ['spec', 'versions', 0, 'additionalPrinterColumns', 0, 'jsonPath'], parts: ['.', 'a', '[', ']', '0', '*', "'", ' ', '@', '-'] },
  { of: 'CustomResourceDefinition', at: ['spec', 'versions', 1, 'deprecationWarning'], parts: ['a', ' ', 'é', '\n', '\t', 'x'.repeat(100)] },
];

/** For each place some texts by chance. */
export function* probes(seed: number, count: number): Generator<Mutant> {
  const random = randomOf(seed);
  for (const { of, at, parts, most = 5 } of PROBES) {
    const { manifest } = seeds.find(({ name }) => name === of)!;
    for (let i = 0; i < count; i++) {
      const text = Array.from({ length: 1 + Math.floor(random() * most) }, () => parts[Math.floor(random() * parts.length)]).join('');
      yield { name: `${of}, ${shown(at)} = ${JSON.stringify(text)}`, manifest: replaced(manifest, at, text) as Manifest };
    }
  }
}
