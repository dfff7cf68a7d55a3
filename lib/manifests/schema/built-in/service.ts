import type { ServicePort, ServiceSpec } from '../../types';
import { isIp } from '../forms/network';
import { isDnsSubdomain, isLabelKey } from '../names';
import { below, type Fault, fault, firstOf, isGiven } from './fault';

/** The fields of a Service that only some types have, and what its ports need. */
export function serviceSpec(spec: ServiceSpec): Fault | undefined {
  const type = spec.type || 'ClusterIP';
  return ports(spec, type) ?? (type === 'LoadBalancer' ? undefined : loadBalancerOnly(spec)) ?? (type === 'ExternalName' ? externalName(spec) : undefined) ?? outside(spec, type) ?? affinity(spec) ?? addresses(spec, type);
}

const isHeadless = (spec: ServiceSpec): boolean => spec.clusterIP === 'None' || spec.clusterIPs?.[0] === 'None';

function ports(spec: ServiceSpec, type: string): Fault | undefined {
  const all = spec.ports ?? [];
  if (all.length === 0 && type !== 'ExternalName' && !isHeadless(spec)) return fault('ports', 'a Service with an address needs a port', "name its ports, or make it headless (clusterIP: 'None')");
  return portNames(all) ?? nodePorts(all, type);
}

function portNames(all: readonly ServicePort[]): Fault | undefined {
  if (all.length < 2) return undefined;
  const first = new Map<string, number>();
  for (let i = 0; i < all.length; i++) {
    const { name } = all[i]!;
    if (name == null || name === '') return fault(`ports[${i}].name`, 'a port among several needs a name', 'name every port, as http or grpc');
    const before = first.get(name);
    if (before !== undefined) return fault(`ports[${i}].name`, `the port name "${name}" is already at spec.ports[${before}]`, 'give every port its own name');
    first.set(name, i);
  }
  return undefined;
}

function nodePorts(all: readonly ServicePort[], type: string): Fault | undefined {
  const seen = new Set<string>();
  for (let i = 0; i < all.length; i++) {
    const { nodePort, protocol } = all[i]!;
    if (nodePort == null || nodePort === 0) continue;
    if (type === 'ClusterIP') return fault(`ports[${i}].nodePort`, 'a Service of type ClusterIP has no ports of the node', 'remove it, or set type: NodePort or LoadBalancer');
    const key = `${protocol || 'TCP'} ${nodePort}`;
    if (seen.has(key)) return fault(`ports[${i}].nodePort`, `${nodePort} is already the port of the node for another port`, 'give every port its own');
    seen.add(key);
  }
  return undefined;
}

function loadBalancerOnly(spec: ServiceSpec): Fault | undefined {
  const wrong = spec.loadBalancerClass != null ? 'loadBalancerClass' : spec.allocateLoadBalancerNodePorts != null ? 'allocateLoadBalancerNodePorts' : spec.loadBalancerSourceRanges?.length ? 'loadBalancerSourceRanges' : undefined;
  return wrong === undefined ? undefined : fault(wrong, `only a Service of type LoadBalancer has ${wrong}`, 'remove it, or set type: LoadBalancer');
}

function externalName(spec: ServiceSpec): Fault | undefined {
  const name = spec.externalName?.replace(/\.$/, '');
  if (!isGiven(name)) return fault('externalName', 'a Service of type ExternalName needs a name', 'set externalName to a DNS name');
  if (!isDnsSubdomain(name!)) return fault('externalName', `${JSON.stringify(spec.externalName)} is not a DNS name`, 'write it as api.example.com');
  const wrong = isGiven(spec.clusterIP) || spec.clusterIPs?.length ? 'clusterIP' : spec.ipFamilies?.length ? 'ipFamilies' : spec.ipFamilyPolicy != null ? 'ipFamilyPolicy' : undefined;
  return wrong === undefined ? undefined : fault(wrong, `a Service of type ExternalName has no ${wrong}`, 'remove it: the name is resolved elsewhere');
}

/** What is said of traffic from outside, where none comes in. */
function outside(spec: ServiceSpec, type: string): Fault | undefined {
  const isOutside = type === 'LoadBalancer' || type === 'NodePort' || (type === 'ClusterIP' && (spec.externalIPs?.length ?? 0) > 0);
  if (!isOutside && isGiven(spec.externalTrafficPolicy)) return fault('externalTrafficPolicy', 'nothing reaches this Service from outside', 'remove it, or set type: LoadBalancer or NodePort');
  const local = type === 'LoadBalancer' && spec.externalTrafficPolicy === 'Local';
  const health = spec.healthCheckNodePort;
  if (health != null && health !== 0 && !local) return fault('healthCheckNodePort', 'only a load balancer with externalTrafficPolicy: Local asks the nodes for their health', 'remove it, or set type: LoadBalancer and externalTrafficPolicy: Local');
  if (health != null && (health < 0 || health > 65535)) return fault('healthCheckNodePort', `${health} is no port`, 'use 1 to 65535');
  if (type === 'LoadBalancer' && spec.loadBalancerClass != null && !isLabelKey(spec.loadBalancerClass)) return fault('loadBalancerClass', `${JSON.stringify(spec.loadBalancerClass)} is not a qualified name`, 'write it as example.com/internal');
  return undefined;
}

function affinity({ sessionAffinity, sessionAffinityConfig }: ServiceSpec): Fault | undefined {
  if (sessionAffinity !== 'ClientIP') return undefined;
  const seconds = sessionAffinityConfig?.clientIP?.timeoutSeconds;
  return seconds == null || (seconds > 0 && seconds <= 86_400) ? undefined : fault('sessionAffinityConfig.clientIP.timeoutSeconds', `${seconds} is out of range, it must be from 1 to 86400`, 'a session is kept for a day at most');
}

function addresses(spec: ServiceSpec, type: string): Fault | undefined {
  if (isHeadless(spec) && (type === 'LoadBalancer' || type === 'NodePort')) return fault('clusterIP', `a Service of type ${type} needs an address`, "remove clusterIP: 'None', or make it of type ClusterIP");
  const all = spec.clusterIPs ?? [];
  if (all.length > 0 && type !== 'ExternalName') {
    if (!isGiven(spec.clusterIP)) return fault('clusterIPs', 'clusterIPs is set without clusterIP', 'set clusterIP to the first of them');
    if (all[0] !== spec.clusterIP) return fault('clusterIPs[0]', `it is not the same as clusterIP, ${spec.clusterIP}`, 'let the first of clusterIPs be clusterIP');
    if (all.length > 1 && isHeadless(spec)) return fault('clusterIPs', 'a headless Service has no other addresses', "keep 'None' alone");
  }
  const check = (address: string): Fault | undefined => (address === 'None' || isIp(address) ? undefined : fault('', `${JSON.stringify(address)} is not an IP address`, 'write an address such as 10.0.0.1, or leave it to the cluster'));
  if (isGiven(spec.clusterIP) && type !== 'ExternalName') {
    const wrong = below('clusterIP', check(spec.clusterIP!));
    if (wrong !== undefined) return wrong;
  }
  return firstOf('clusterIPs', all, check) ?? (type === 'ExternalName' ? undefined : families(spec));
}

/** A headless Service without pods of its own has all families that there are, without a word. */
function families({ ipFamilies, clusterIPs, ipFamilyPolicy, ...spec }: ServiceSpec): Fault | undefined {
  const several = (ipFamilies?.length ?? 0) > 1 ? 'ipFamilies' : (clusterIPs?.length ?? 0) > 1 ? 'clusterIPs' : undefined;
  const isOne = ipFamilyPolicy === 'SingleStack' || (ipFamilyPolicy == null && !(spec.clusterIP === 'None' && Object.keys(spec.selector ?? {}).length === 0));
  return several !== undefined && isOne ? fault('ipFamilyPolicy', `${several} says more than one, and the Service is of one family of addresses`, "set ipFamilyPolicy: 'PreferDualStack' or 'RequireDualStack'") : undefined;
}
