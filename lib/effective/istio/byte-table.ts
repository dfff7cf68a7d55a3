import { all, type Condition } from '../condition';
import { isHttp, type ByteRule, type Host, type PortProtocol } from '../mesh';
import { addressIn, sniIn, tcpRulesOf, tlsRulesOf } from './byte-rules';
import { Domains } from './domains';
import type { EgressListener } from './egress-listener';
import type { RouteContext } from './http-routes';
import { hostsMeet } from './names';
import { virtualServicesOf, type VirtualService } from './virtual-services';
import type { World } from './world';

/** A rule, and where connections to it arrive: an address, a host whose address is not known, or any. */
interface Placed { readonly rule: ByteRule; readonly at: string; readonly rank: number }

/** What a sidecar does with connections on a port whose requests it does not look into. The narrowest address is first, then the narrowest name. */
export function byteRulesOf(world: World, listeners: readonly EgressListener[], context: RouteContext): readonly ByteRule[] {
  const out: Placed[] = [];
  for (const listener of listeners) {
    // What a listener with a port of its own has opened is closed to that for all ports.
    const taken = new Set(out.map((r) => r.at));
    if (listener !== listeners[0] && opensHttp(listeners[0], context.port)) taken.add('');
    for (const placed of rulesThrough(world, listener, context)) if (!taken.has(placed.at)) out.push(placed);
  }
  out.sort((a, b) => b.rank - a.rank);
  // Of two at one place that ask the same of connections the first has them all.
  const seen = new Set<string>();
  const rules = out.filter(({ rule, at }) => { const key = JSON.stringify([rule.when, at]); return !seen.has(key) && seen.add(key); });
  const hosts = new Map<string, string | undefined>();
  for (const { rule, at } of out) hosts.set(at, hosts.has(at) && hosts.get(at) !== rule.host ? undefined : rule.host);
  return rules.map(({ rule: { host, ...rule }, at }) => ({ ...rule, ...(hosts.get(at) !== undefined && { host }) }));
}
const opensHttp = (listener: EgressListener, port: number): boolean => listener.port !== undefined && listener.bind === undefined && isHttp(listener.port.protocol) && listener.hostsWithPort(port).some((h) => listener.services(h.name.toLowerCase()).some((s) => s.resolution !== 'alias'));

function rulesThrough(world: World, listener: EgressListener, context: RouteContext): readonly Placed[] {
  const out: Placed[] = [];
  if (listener.isProxy) return out;
  // Those that are exported to namespaces by name come first.
  const all = listener.hostsWithPort(context.port), isPublic = (h: Host): boolean => h.exportTo.includes('*');
  for (const each of [...all.filter((h) => !isPublic(h)), ...all.filter(isPublic)]) {
    const host = listener.services(each.name.toLowerCase()).find((h) => h.from === each.from);
    const port = host?.ports.find((p) => p.number === context.port), protocol = listener.port?.protocol ?? port?.protocol;
    if (!host || !port || protocol === undefined || protocol === 'udp' || isHttp(protocol) || host.resolution === 'alias') continue;
    const at = listener.bind ?? addressOf(host, listener);
    for (const rule of rulesFor(world, listener, { host, protocol }, context)) out.push({ rule, at, rank: rankOf(rule) });
  }
  return out;
}

function rulesFor(world: World, listener: EgressListener, { host, protocol }: { readonly host: Host; readonly protocol: PortProtocol }, context: RouteContext): readonly ByteRule[] {
  const governing = governed(world, listener, host), isTls = protocol === 'tls' || protocol === 'https', seen = new Set<string>();
  const written = governing.flatMap((vs) => (isTls ? tlsRulesOf(vs, context, seen) : tcpRulesOf(vs, context)));
  // The first that takes everything ends the list of TCP routes, whichever VirtualService it is of.
  const last = isTls ? -1 : written.findIndex((r) => r.when.op === 'always');
  const rules = last < 0 ? written : written.slice(0, last + 1);
  const bound = addressIn(listener.bind === undefined ? host.addresses.filter((a) => a !== '0.0.0.0') : [listener.bind]);
  const own = isTls ? rules.length === 0 : last < 0;
  const port = host.ports.length === 1 ? host.ports[0].number : context.port;
  const ownRule: ByteRule = { when: isTls && (!hasListener(host, listener) || isDynamic(host)) ? sniIn(namesOf(world, listener, host)) : { op: 'always' }, to: [{ to: { host: host.name, port }, weight: 100, from: host.from }], from: host.from };
  const listening = hasListener(host, listener) && listener.bind === undefined ? { host: host.name } : {};
  return [...rules, ...(own ? [ownRule] : [])].flatMap((rule) => narrow(rule).map((r) => ({ ...r, ...listening, when: all([hasAddress(r.when) ? { op: 'always' } : bound, r.when]) })));
}

/** What clients call a host that is told apart by name: its own, and all forms of those that stand for it. */
function namesOf(world: World, listener: EgressListener, host: Host): readonly string[] {
  const domains = new Domains(world, listener.namespace);
  return [host.name, ...listener.aliases(host).flatMap(({ name }) => [name, ...domains.others(name)])];
}
/** Any name below a wildcard, found when it is asked for: the name must be known. */
const isDynamic = (host: Host): boolean => host.name.startsWith('*') && host.resolution === 'dns';
/** Whether connections to a host have a listener of their own, by its address or its pods': names need not tell it apart. A range of addresses has none, nor have pods behind an egress listener with a port. */
const hasListener = (host: Host, listener: EgressListener): boolean => (host.kind === 'Service' ? host.resolution !== 'client' || listener.port === undefined : host.addresses.some((a) => a !== '0.0.0.0' && !a.includes('/')));

const addressOf = (host: Host, listener: EgressListener): string => (hasListener(host, listener) ? host.addresses.join() || host.name : '');

/** The VirtualServices that name a host, by wildcards too, in istiod's order. */
function governed(world: World, listener: EgressListener, host: Host): readonly VirtualService[] {
  const index = virtualServicesOf(world), name = host.name.toLowerCase(), found = new Set(index.naming(name));
  for (const wildcard of index.wildcards) if (hostsMeet(wildcard, name)) for (const vs of index.naming(wildcard)) found.add(vs);
  if (name.startsWith('*')) for (const vs of listener.virtualServices) if (vs.hosts.some((h) => hostsMeet(h, host.name))) found.add(vs);
  return listener.inOrder([...found].filter((vs) => vs.tls.length + vs.tcp.length > 0));
}

/** One rule for the full names that a rule is for, and one for each of its wildcards: a proxy takes the narrowest name, whoever has it. */
function narrow(rule: ByteRule): readonly ByteRule[] {
  const { when } = rule;
  const names = when.op === 'any' ? when : when.op === 'all' ? when.of.find((c) => c.op === 'any' && c.of.every(isSni)) : undefined;
  if (names?.op !== 'any' || !names.of.every(isSni)) return [rule];
  const rest = when.op === 'all' ? when.of.filter((c) => c !== names) : [];
  const exact = names.of.filter((c) => !isWild(c));
  const groups: readonly Condition[] = [...(exact.length === 0 ? [] : [exact.length === 1 ? exact[0] : { op: 'any' as const, of: exact }]), ...names.of.filter(isWild)];
  return groups.map((g) => ({ ...rule, when: all([...rest, g]) }));
}
const isSni = (c: Condition): boolean => c.op === 'text' && c.subject.on === 'sni';
const isWild = (c: Condition): boolean => c.op === 'text' && c.match.kind === 'suffix';
const hasAddress = (c: Condition): boolean => c.op === 'address' || ((c.op === 'all' || c.op === 'any') && c.of.some(hasAddress));

/** Hosts with a listener of their own, then narrow addresses before wide ones before none; among them names, the longer wildcard, no name. */
function rankOf({ when, host }: ByteRule): number {
  const parts = when.op === 'all' ? when.of : [when];
  let address = host === undefined ? 0 : 200, name = 0;
  for (const part of parts) for (const c of part.op === 'any' ? part.of : [part]) {
    if (c.op === 'address') address = Math.max(address, Number(c.cidr.split('/')[1] ?? 128) + 1);
    else if (c.op === 'text') name = Math.max(name, c.match.kind === 'exact' ? 999 : 'value' in c.match ? c.match.value.length : 0);
  }
  return address * 1000 + name;
}
