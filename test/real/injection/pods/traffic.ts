import { annotated, podCase, type PodCase } from './spec';

const traffic = (name: string, values: Readonly<Record<string, string>>): PodCase => annotated(name, Object.fromEntries(Object.entries(values).map(([k, v]) => [`traffic.sidecar.istio.io/${k}`, v])));
const mode = (m: string, more: Readonly<Record<string, string>> = {}): PodCase => annotated(`interception ${m} ${Object.keys(more).join(' ')}`.trim(), { 'sidecar.istio.io/interceptionMode': m, ...more });

/** What of a pod's traffic is captured, and how. */
export const trafficPods: readonly PodCase[] = [
  traffic('outbound ranges', { includeOutboundIPRanges: '10.96.0.0/14,10.240.0.0/14', excludeOutboundIPRanges: '10.96.0.2/32' }),
  traffic('empty outbound ranges', { includeOutboundIPRanges: '', excludeOutboundIPRanges: '' }),
  traffic('inbound ports', { includeInboundPorts: '8080,9090', excludeInboundPorts: '9091' }),
  traffic('empty inbound ports', { includeInboundPorts: '', excludeInboundPorts: '' }),
  traffic('the agent\'s port excluded already', { excludeInboundPorts: '15020, 9091' }),
  traffic('outbound ports', { includeOutboundPorts: '443', excludeOutboundPorts: '3306,6379' }),
  traffic('empty outbound ports', { includeOutboundPorts: '', excludeOutboundPorts: '' }),
  traffic('wildcards', { includeOutboundIPRanges: '*', includeInboundPorts: '*' }),
  traffic('wrong ranges', { includeOutboundIPRanges: '10.0.0.0/33' }),
  traffic('wrong ports', { excludeInboundPorts: 'http' }),
  traffic('interfaces', { kubevirtInterfaces: 'net1,net2', excludeInterfaces: 'eth1' }),
  annotated('rerouted interfaces', { 'istio.io/reroute-virtual-interfaces': 'net1' }),
  annotated('rerouted and kubevirt interfaces', { 'istio.io/reroute-virtual-interfaces': 'net1', 'traffic.sidecar.istio.io/kubevirtInterfaces': 'net2' }),
  mode('REDIRECT'), mode('TPROXY'), mode('NONE'), mode('WRONG'),
  mode('NONE', { 'sidecar.istio.io/nativeSidecar': 'false' }),
  mode('NONE', { 'sidecar.istio.io/nativeSidecar': 'true' }),
  podCase('interception NONE, init containers', { annotations: { 'sidecar.istio.io/interceptionMode': 'NONE', 'sidecar.istio.io/nativeSidecar': 'false' }, spec: { initContainers: [{ name: 'migrate', image: 'm:1' }] } }),
  mode('TPROXY', { 'sidecar.istio.io/capNetBindService': 'true' }),
  annotated('low ports', { 'sidecar.istio.io/capNetBindService': 'true' }),
  annotated('TPROXY by proxy config', { 'proxy.istio.io/config': 'interceptionMode: TPROXY' }),
  annotated('NONE by proxy config is no mode', { 'proxy.istio.io/config': 'interceptionMode: NONE' }),
  annotated('trace of iptables', { 'proxy.istio.io/config': 'proxyMetadata: { IPTABLES_TRACE_LOGGING: "true" }' }),
  annotated('DNS capture', { 'proxy.istio.io/config': 'proxyMetadata: { ISTIO_META_DNS_CAPTURE: "true", ISTIO_META_DNS_AUTO_ALLOCATE: "true" }' }),
  annotated('HBONE', { 'proxy.istio.io/config': 'proxyMetadata: { ISTIO_META_ENABLE_HBONE: "true" }' }),
  podCase('HBONE with a tunnel label', { annotations: { 'proxy.istio.io/config': 'proxyMetadata: { ISTIO_META_ENABLE_HBONE: "true" }' }, labels: { app: 'cart', 'networking.istio.io/tunnel': 'none' } }),
  annotated('networks of multus', { 'k8s.v1.cni.cncf.io/networks': 'macvlan-conf' }),
  annotated('networks of multus as JSON', { 'k8s.v1.cni.cncf.io/networks': '[{"name":"macvlan-conf","namespace":"net"}]' }),
  podCase('another network by the webhook\'s path', { path: '/inject/cluster/east/net/north' }),
  podCase('another cluster by the webhook\'s path', { path: '/inject/cluster/a--slash--b' }),
  podCase('network by label', { labels: { app: 'cart', 'topology.istio.io/network': 'by-label' } }),
];
