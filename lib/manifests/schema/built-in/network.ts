import type { EndpointSlice, IPBlock, NetworkPolicyPort } from '../../types';
import { canonicalOf, ipv4Number, isIp, isSpecial } from '../forms/network';
import { isDnsLabel } from '../names';
import { type Fault, fault, firstOf } from './fault';

export function networkPolicyPort({ port, endPort }: NetworkPolicyPort): Fault | undefined {
  if (endPort == null) return undefined;
  if (typeof port !== 'number') return fault('endPort', port == null ? 'a range of ports needs its first one' : 'a range of ports begins with a number', 'set port to a number');
  return endPort < port ? fault('endPort', `${endPort} is before ${port}`, 'let it be at least port') : undefined;
}

/** What is left out has to be a part of what is let in, where that is easily told: of IPv4. */
export function block({ cidr, except }: IPBlock): Fault | undefined {
  return firstOf('except', except, (part) => (isPart(part, cidr) ? undefined : fault('', `${part} is no part of ${cidr}`, 'name a smaller range within it')));
}

function isPart(part: string, whole: string): boolean {
  if (part.includes(':') || whole.includes(':')) return part.includes(':') === whole.includes(':') && part !== whole;
  const [address, bits] = part.split('/') as [string, string];
  const [outer, outerBits] = whole.split('/') as [string, string];
  const size = 2 ** (32 - Number(outerBits));
  return Number(bits) > Number(outerBits) && Math.floor(ipv4Number(address) / size) === Math.floor(ipv4Number(outer) / size);
}

/** Addresses of the type that it says, ports that are told apart. */
export function endpointSlice({ addressType, endpoints, ports }: EndpointSlice): Fault | undefined {
  return firstOf('endpoints', endpoints, ({ addresses, hints }) => firstOf('addresses', addresses, (one) => addressOf(addressType, one)) ?? zones(hints?.forZones)) ?? names(ports);
}

function addressOf(type: string, one: string): Fault | undefined {
  if (type === 'FQDN') return isDomain(one.replace(/\.$/, '').split('.')) ? undefined : fault('', `${JSON.stringify(one)} is not a DNS name`, 'write it as api.example.com');
  const isOf = isIp(one) && one.includes(':') === (type === 'IPv6');
  if (!isOf) return fault('', `${JSON.stringify(one)} is not an address of type ${type}`, type === 'IPv6' ? 'write it as 2001:db8::1' : 'write it as 10.0.0.1');
  const canonical = canonicalOf(one);
  if (canonical !== one) return fault('', `${one} is usually written ${canonical}`, `write ${canonical}`);
  return isSpecial(one) ? fault('', `${one} is not the address of an endpoint`, 'write an address that other nodes reach') : undefined;
}

const isDomain = (parts: readonly string[]): boolean => parts.length > 1 && parts.every(isDnsLabel);

function zones(all: readonly { readonly name?: string }[] | undefined): Fault | undefined {
  if (all == null) return undefined;
  if (all.length > 8) return fault('hints.forZones', `${all.length} zones are named`, 'name at most 8');
  const at = all.findIndex(({ name }, i) => all.findIndex((other) => other.name === name) < i);
  return at < 0 ? undefined : fault(`hints.forZones[${at}].name`, `the zone ${JSON.stringify(all[at]!.name)} is named twice`, 'name each once');
}

function names(ports: EndpointSlice['ports']): Fault | undefined {
  const seen = new Set<string>();
  return firstOf('ports', ports, ({ name }) => {
    const own = name ?? '';
    if (seen.has(own)) return fault('name', own === '' ? 'a port among several needs a name' : `the port name ${JSON.stringify(own)} is there already`, 'give every port its own name');
    seen.add(own);
    return undefined;
  });
}
