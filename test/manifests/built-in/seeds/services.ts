import { of, type Seed } from './seed';

const service = of('v1', 'Service');
const selector = { app: 'web' };
const slice = of('discovery.k8s.io/v1', 'EndpointSlice');
const network = of('networking.k8s.io/v1', 'NetworkPolicy');

/** How pods are reached. */
export const serviceSeeds: readonly Seed[] = [
  service('', { spec: { selector, type: 'ClusterIP', ports: [{ name: 'http', port: 80, targetPort: 'http', protocol: 'TCP', appProtocol: 'http' }, { name: 'dns', port: 53, targetPort: 5353, protocol: 'UDP' }], sessionAffinity: 'ClientIP', sessionAffinityConfig: { clientIP: { timeoutSeconds: 600 } }, internalTrafficPolicy: 'Cluster', publishNotReadyAddresses: true, ipFamilyPolicy: 'SingleStack', ipFamilies: ['IPv4'], trafficDistribution: 'PreferSameZone' } }),
  service('small', { spec: { selector, ports: [{ port: 80 }] } }),
  service('headless', { spec: { selector, clusterIP: 'None', ports: [{ name: 'http', port: 80, targetPort: 80 }] } }),
  service('headless without ports', { spec: { selector, clusterIP: 'None' } }),
  service('of a load balancer', { spec: { selector, type: 'LoadBalancer', ports: [{ name: 'http', port: 80, targetPort: 8080 }, { name: 'https', port: 443, targetPort: 8443, nodePort: 30443 }], externalTrafficPolicy: 'Local', loadBalancerClass: 'example.com/internal', loadBalancerSourceRanges: ['10.0.0.0/8'], healthCheckNodePort: 30500, allocateLoadBalancerNodePorts: true, externalIPs: ['192.0.2.1'] } }),
  service('of a load balancer at an address', { spec: { selector, type: 'LoadBalancer', ports: [{ port: 80 }], loadBalancerIP: '192.0.2.1', externalTrafficPolicy: 'Cluster', allocateLoadBalancerNodePorts: false } }),
  service('at a port of the node', { spec: { selector, type: 'NodePort', ports: [{ port: 80, nodePort: 30080 }], externalTrafficPolicy: 'Cluster' } }),
  service('of an external name', { spec: { type: 'ExternalName', externalName: 'api.example', ports: [{ port: 443 }] } }),
  slice('', { addressType: 'IPv4', ports: [{ name: 'http', port: 80, protocol: 'TCP', appProtocol: 'http' }, { name: 'dns', port: 53, protocol: 'UDP' }], endpoints: [{ addresses: ['10.0.0.1'], conditions: { ready: true, serving: true, terminating: false }, hostname: 'web-0', nodeName: 'node', zone: 'a', hints: { forZones: [{ name: 'a' }] }, targetRef: { kind: 'Pod', name: 'web-0', namespace: 'default' } }, { addresses: ['10.0.0.2'] }] }),
  slice('of names', { addressType: 'FQDN', endpoints: [{ addresses: ['a.example'] }], ports: [{ port: 80 }] }),
  slice('IPv6', { addressType: 'IPv6', endpoints: [{ addresses: ['2001:db8::1'] }], ports: [] }),
  network('', {
    spec: {
      podSelector: { matchLabels: selector, matchExpressions: [{ key: 'a', operator: 'NotIn', values: ['b'] }] }, policyTypes: ['Ingress', 'Egress'],
      ingress: [{ from: [{ podSelector: { matchLabels: selector }, namespaceSelector: {} }, { ipBlock: { cidr: '10.0.0.0/8', except: ['10.1.0.0/16'] } }], ports: [{ port: 80, protocol: 'TCP' }, { port: 'http' }, { port: 1000, endPort: 2000, protocol: 'UDP' }] }],
      egress: [{ to: [{ ipBlock: { cidr: '2001:db8::/32' } }, { namespaceSelector: { matchLabels: { a: 'b' } } }], ports: [{ protocol: 'TCP' }] }, {}],
    },
  }),
];
