import type { Manifest } from '../manifest';
import { fields, isSet, list, number, text, type Fields } from './fields';
import type { Findings } from './findings';
import { namespaceOf } from './namespace';
import { workloadEntryRule } from './parts/workload-entry';
import { subnetProblem } from './syntax/address';
import { exportToRule } from './syntax/export-to';
import { hostProblem, isPartialWildcard, isWildcard, wildcardHostProblem } from './syntax/host';
import { dnsLabelProblem } from './syntax/label';
import { portProblem } from './syntax/port';
import { protocolOf, protocolProblem } from './syntax/protocol';
import { selectorRule } from './syntax/selector';

const EXPORT = Object.freeze({ nobody: true });
const DYNAMIC_PROTOCOLS = new Set(['http', 'http2', 'grpc', 'tls']);

export function serviceEntryRules(spec: Fields, f: Findings, manifest: Manifest): void {
  const resolution = text(spec.resolution) || 'NONE';
  const hosts = list(spec.hosts);
  const ports = list(spec.ports);
  const addresses = list(spec.addresses);
  const endpoints = list(spec.endpoints);
  selectorRule('workloadSelector', spec.workloadSelector, 'labels', f);
  if (isSet(spec.workloadSelector) && endpoints.length > 0) f.error('endpoints', 'endpoints and workloadSelector are both set', 'keep one: list the endpoints, or select them');
  if (hosts.length === 0) f.error('hosts', 'the hosts are missing', 'name at least one host');
  for (let i = 0; i < hosts.length; i++) {
    const host = text(hosts[i]);
    if (host === '*') f.error('hosts', 'an entry for every host is not possible', 'name the hosts, or a domain such as *.example.com', i);
    else f.check('hosts', wildcardHostProblem(host), i);
    if (resolution !== 'DYNAMIC_DNS' && isPartialWildcard(host)) f.warn('hosts', `${JSON.stringify(host)} has a wildcard inside a label`, 'let the wildcard stand for whole labels, as *.example.com', i);
  }
  for (let i = 0; i < addresses.length; i++) {
    const address = text(addresses[i]);
    f.check('addresses', subnetProblem(address), i);
    if (address.includes('/') && resolution !== 'NONE' && resolution !== 'STATIC') {
      f.error('addresses', `a range of addresses cannot go with resolution ${resolution}`, 'use single addresses, or resolution STATIC or NONE', i);
    }
  }
  portsRule(ports, addresses.length === 0 && !allocatesAddresses(resolution, manifest), f);
  RESOLUTIONS[resolution]?.(spec, f, manifest);
  if (resolution !== 'NONE' && hosts.length > 1) {
    for (let i = 0; i < ports.length; i++) {
      const protocol = protocolOf(text(fields(ports[i])?.protocol));
      if (protocol.http || protocol.tls) continue;
      f.error('ports', 'several hosts share a port whose traffic names no host', 'make one ServiceEntry per host, or use an HTTP or TLS protocol', i);
      break;
    }
  }
  exportToRule(spec.exportTo, namespaceOf(manifest), f, EXPORT);
}

/** Istio gives an address to every host that has none, unless it is told not to. */
function allocatesAddresses(resolution: string, manifest: Manifest): boolean {
  return resolution !== 'NONE' && text(manifest.metadata?.labels?.['networking.istio.io/enable-autoallocate-ip']).toLowerCase() !== 'false';
}

function portsRule(ports: readonly unknown[], bare: boolean, f: Findings): void {
  for (let i = 0; i < ports.length; i++) {
    const port = fields(ports[i]);
    if (port === undefined) continue;
    const name = text(port.name);
    const value = number(port.number);
    f.enter('ports', i);
    f.check('name', dnsLabelProblem('port name', name));
    f.check('number', portProblem(value));
    f.check('protocol', protocolProblem(text(port.protocol), true));
    if (number(port.targetPort) !== 0) f.check('targetPort', portProblem(number(port.targetPort)));
    for (let j = 0; j < i; j++) {
      const other = fields(ports[j]);
      if (text(other?.name) === name) f.error('name', `port name ${JSON.stringify(name)} is used twice`, 'give every port its own name');
      if (number(other?.number) === value) f.error('number', `port ${value} is declared twice`, 'keep one of the two');
    }
    if (bare && (text(port.protocol) === '' || port.protocol === 'TCP')) {
      f.warn('protocol', 'a TCP port without an address takes all traffic to its number', 'set addresses, or declare the protocol');
    }
    f.leave();
  }
}

type ResolutionRule = (spec: Fields, f: Findings, manifest: Manifest) => void;

const RESOLUTIONS: Readonly<Record<string, ResolutionRule>> = Object.freeze({
  NONE(spec, f) {
    if (list(spec.endpoints).length > 0) f.error('endpoints', 'endpoints cannot go with resolution NONE', 'use resolution STATIC for addresses, DNS for names');
    if (isSet(spec.workloadSelector)) f.warn('workloadSelector', 'the selector has no effect with resolution NONE', 'use resolution STATIC');
  },
  STATIC(spec, f) {
    endpointsRule(spec, { ports: list(spec.ports), dnsNames: false, unixSockets: true, networkOnly: true }, f);
  },
  DNS: dnsRule,
  DNS_ROUND_ROBIN(spec, f) {
    if (list(spec.endpoints).length > 1) f.error('endpoints', 'resolution DNS_ROUND_ROBIN uses one endpoint only', 'keep one, or use resolution DNS');
    dnsRule(spec, f);
  },
  DYNAMIC_DNS: dynamicDnsRule,
});

function endpointsRule(spec: Fields, options: Parameters<typeof workloadEntryRule>[1], f: Findings): void {
  const endpoints = list(spec.endpoints);
  for (let i = 0; i < endpoints.length; i++) {
    const endpoint = fields(endpoints[i]);
    if (endpoint === undefined) continue;
    f.enter('endpoints', i);
    workloadEntryRule(endpoint, options, f);
    f.leave();
  }
}

function dnsRule(spec: Fields, f: Findings): void {
  const hosts = list(spec.hosts);
  if (list(spec.endpoints).length === 0) {
    for (let i = 0; i < hosts.length; i++) {
      if (hostProblem(text(hosts[i])) === undefined) continue;
      f.error('hosts', `${JSON.stringify(hosts[i])} cannot be looked up`, 'name the host in full, or list endpoints that can be looked up', i);
      break;
    }
  }
  endpointsRule(spec, { ports: list(spec.ports), dnsNames: true, unixSockets: false, networkOnly: false }, f);
  if (hosts.length > 1 && list(spec.addresses).length > 0 && list(spec.ports).some((port) => protocolOf(text(fields(port)?.protocol)).tcp)) {
    f.warn('hosts', 'several hosts share an address and a TCP port, and cannot be told apart', 'make one ServiceEntry per host');
  }
}

function dynamicDnsRule(spec: Fields, f: Findings, manifest: Manifest): void {
  const hosts = list(spec.hosts);
  for (let i = 0; i < hosts.length; i++) {
    if (!isWildcard(text(hosts[i]))) f.error('hosts', `${JSON.stringify(hosts[i])} is no wildcard, which resolution DYNAMIC_DNS is for`, 'use resolution DNS for a single host', i);
  }
  if (list(spec.addresses).length > 0) f.error('addresses', 'resolution DYNAMIC_DNS takes no addresses', 'remove addresses: the host of each request is looked up');
  if (list(spec.endpoints).length > 0) f.error('endpoints', 'resolution DYNAMIC_DNS takes no endpoints', 'remove endpoints: the host of each request is looked up');
  const ports = list(spec.ports);
  for (let i = 0; i < ports.length; i++) {
    if (!DYNAMIC_PROTOCOLS.has(protocolOf(text(fields(ports[i])?.protocol)).name)) {
      f.error('ports', 'resolution DYNAMIC_DNS needs a protocol whose requests name their host', 'use HTTP, HTTP2, GRPC or TLS', i);
    }
  }
  const waypoint = text(manifest.metadata?.labels?.['istio.io/use-waypoint']);
  if (spec.location === 'MESH_INTERNAL' && waypoint !== '' && waypoint.toLowerCase() !== 'none') {
    f.error('location', 'resolution DYNAMIC_DNS inside the mesh does not work with a waypoint', 'use MESH_EXTERNAL, or remove the label istio.io/use-waypoint');
  }
}
