import { always } from '../condition';
import type { ByteRule, Host } from '../mesh';
import { sniIn, sharesOf } from './byte-rules';
import { entries, items, numberOf, texts, type Fields } from './fields';
import { bySpecificity } from './gateway-hosts';
import type { GatewayScope } from './gateway-scope';
import type { ServerSpec } from './gateway-servers';

/** Rules of a server for connections, and the names that they take by SNI. */
export interface Connections { readonly hosts: readonly string[]; readonly rules: readonly ByteRule[] }

const none: Connections = { hosts: [], rules: [] };

/** TCP, and TLS that ends here: the first `tcp` route that is for the server takes all of its connections. */
export function tcpConnections(server: ServerSpec, scope: GatewayScope, names: readonly string[]): Connections {
  for (const { vs } of scope.attached(server)) for (const route of vs.tcp) {
    const matches = entries(route.route.match), match = matches.find(([m]) => isFor(m, server));
    if ((matches.length > 0 && !match) || items(route.route.route).length === 0) continue;
    return { hosts: names, rules: [{ when: always, to: sharesOf(route, scope.context(server)), from: route.from(match && `match[${match[1]}]`) }] };
  }
  return none;
}

/** TLS that is passed on: each `tls` match takes its SNI names, unless one before has one of them at that address. The names are a server's rather than the listener's: the narrowest wins. */
export function tlsConnections(server: ServerSpec, scope: GatewayScope, taken: Map<string, string>): Connections {
  const rules: { readonly host: string; readonly rule: ByteRule }[] = [];
  for (const { vs } of scope.attached(server)) for (const route of vs.tls) {
    if (items(route.route.route).length === 0) continue;
    for (const [match, i] of entries(route.route.match)) {
      const hosts = texts(match.sniHosts);
      if (!isFor(match, server) || hosts.some((h) => taken.get(h) === server.bind)) continue;
      for (const h of hosts) taken.set(h, server.bind);
      const to = sharesOf(route, scope.context(server)), from = route.from(`match[${i}]`);
      // One of all names is for connections without one, too.
      for (const host of hosts.includes('*') || hosts.length === 0 ? ['*'] : hosts) rules.push({ host: host.toLowerCase(), rule: { when: sniIn([host]), to, from } });
    }
  }
  return connections(rules);
}

/** TLS that is passed on to whatever service its SNI names in Istio's own way: `outbound_.8080_.v1_.reviews.default.svc.cluster.local`. */
export function autoConnections(server: ServerSpec, hosts: readonly Host[], subsetsOf: (host: Host) => readonly string[]): Connections {
  const rules: { readonly host: string; readonly rule: ByteRule }[] = [];
  const names = server.hosts.map((h) => h.slice(h.indexOf('/') + 1));
  for (const host of hosts) {
    if (host.external || !names.some((n) => n === host.name || (n.startsWith('*') && host.name.endsWith(n.slice(1))))) continue;
    const subsets = subsetsOf(host);
    for (const { number, protocol } of host.ports) for (const subset of protocol === 'udp' ? [] : ['', ...subsets]) {
      const sni = `outbound_.${number}_.${subset}_.${host.name}`;
      rules.push({ host: sni, rule: { when: sniIn([sni]), host: host.name, to: [{ to: { host: host.name, port: number, ...(subset !== '' && { subset }) }, weight: 100, from: server.from }], from: server.from } });
    }
  }
  return connections(rules);
}

function connections(rules: readonly { readonly host: string; readonly rule: ByteRule }[]): Connections {
  const sorted = [...rules].sort((a, b) => bySpecificity(a.host, b.host));
  return { hosts: sorted.map((r) => r.host), rules: sorted.map((r) => r.rule) };
}

/** Of a match of bytes a gateway looks at port and gateways alone. */
function isFor(match: Fields, server: ServerSpec): boolean {
  const port = numberOf(match.port), gateways = texts(match.gateways);
  return (port === 0 || port === server.port) && (gateways.length === 0 || gateways.includes(server.gateway));
}
