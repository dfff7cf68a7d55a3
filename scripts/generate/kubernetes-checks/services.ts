import { form, keys, oneOf, OPTIONAL, PORT, type CheckFacts } from '../fact';

/** How pods are reached, and who may. */
export const SERVICES: CheckFacts = {
  'Service': { required: ['spec'] },
  'ServicePort.targetPort': form('target-port'),
  'ServicePort.appProtocol': form('label-key'),
  'ServiceSpec.selector': keys('label-key'),
  'ServiceSpec.selector{}': form('label-value'),
  'ServiceSpec.externalIPs[]': form('endpoint-address'),
  'ServiceSpec.loadBalancerSourceRanges[]': form('range-or-space'),
  'ServiceSpec.trafficDistribution': oneOf('PreferClose', 'PreferSameZone', 'PreferSameNode'),
  'ServiceSpec.ipFamilies': { maxItems: 2, 'x-kubernetes-list-type': 'set' },
  'ServiceSpec.clusterIPs': { maxItems: 2 },
  // Slices
  'EndpointPort.appProtocol': form('label-key'),
  'Endpoint.hostname': form('dns-label'),
  'Endpoint.nodeName': form('dns-subdomain'),
  'ForZone': OPTIONAL,
  'ForZone.name': form('label-value'),
  // Network policies
  'NetworkPolicyPort.port': form('port'),
  'NetworkPolicyPort.endPort': PORT,
  'NetworkPolicyPeer': { 'x-at-least-one': [['ipBlock', 'namespaceSelector', 'podSelector']], 'x-at-most-one': [['ipBlock', 'namespaceSelector'], ['ipBlock', 'podSelector']] },
  'IPBlock.cidr': form('range'),
  'IPBlock.except[]': form('range'),
  'NetworkPolicySpec.policyTypes': { maxItems: 2 },
};
