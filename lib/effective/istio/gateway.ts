import type { Destination, Gate, Gateway, GatewayListener, GatewayServer, HttpTable, IgnoredServer, ServerTls, Target, Workload } from '../mesh';
import type { Provenance, Sourced } from '../provenance';
import { gateOf } from './authorization';
import { Destinations } from './destination';
import { destinationRuleFor } from './destination-rules';
import { textOf, texts } from './fields';
import { autoConnections, tcpConnections, tlsConnections, type Connections } from './gateway-bytes';
import { GatewayScope } from './gateway-scope';
import { endsHttps, isPassthrough, isPlainHttp, mergedServers, type MergedServers, type ServerGroup, type ServerSpec } from './gateway-servers';
import { GatewayTable } from './gateway-table';
import { unreadOf } from './server';
import type { World } from './world';

/** What a workload serves as a gateway. */
export function gatewayOf(world: World, workload: Workload): Gateway {
  return new IstioGateway(world, workload);
}

/** What Istio sends on by its own names is judged by those who get it. */
const open: Gate = { jwt: [], authorization: [] };

class IstioGateway implements Gateway {
  private readonly scope: GatewayScope;
  private merge?: MergedServers;
  private made?: readonly GatewayListener[];
  private readonly tables = new Map<string, HttpTable>();
  private readonly sni = new Map<number, Map<string, string>>();
  private readonly destinations: Destinations;

  constructor(private readonly world: World, readonly workload: Workload) {
    this.destinations = new Destinations(world, workload, (name) => this.scope.reached(name));
    this.scope = new GatewayScope(world, workload);
  }

  get ignored(): readonly IgnoredServer[] { return this.merged.ignored; }
  get listeners(): readonly GatewayListener[] { return (this.made ??= listenersOf(this.merged.groups, (group) => this.serversOf(group))); }
  get unread(): readonly Provenance[] { return unreadOf(this.world, this.workload); }
  destination(target: Target): Destination | undefined { return this.destinations.of(target); }

  private get merged(): MergedServers { return (this.merge ??= mergedServers(this.world, this.workload)); }

  private serversOf(group: ServerGroup): readonly GatewayServer[] {
    if (isPlainHttp(group)) {
      const servers = this.merged.tables.get(group.table) ?? group.servers;
      return [{ hosts: ['*'], declared: [...new Set(servers.flatMap((s) => s.hosts))], http: this.table(group.table), gate: gateOf(this.world, this.workload, true), from: servers[0].from }];
    }
    return group.servers.map((server) => this.serverOf(server));
  }

  private serverOf(server: ServerSpec): GatewayServer {
    const tls = tlsOf(server), names = sniOf(server), http = endsHttps(server);
    const common = { declared: server.hosts, ...(tls && { tls }), from: server.from, gate: server.tls?.mode === 'AUTO_PASSTHROUGH' ? open : gateOf(this.world, this.workload, http) };
    if (http) return { ...common, hosts: names, http: this.table(server.table) };
    const { hosts, rules } = this.connections(server, names);
    return { ...common, hosts, bytes: rules };
  }

  private connections(server: ServerSpec, names: readonly string[]): Connections {
    if (server.tls === undefined || !isPassthrough(server)) return tcpConnections(server, this.scope, names);
    if (server.tls.mode === 'AUTO_PASSTHROUGH') return autoConnections(server, this.scope.hosts(), (host) => destinationRuleFor(this.world, this.workload, host)?.subsets.map((s) => s.name) ?? []);
    let taken = this.sni.get(server.podPort);
    if (!taken) this.sni.set(server.podPort, (taken = new Map()));
    return tlsConnections(server, this.scope, taken);
  }

  private table(name: string): HttpTable {
    let table = this.tables.get(name);
    if (!table) this.tables.set(name, (table = new GatewayTable(this.merged.tables.get(name) ?? [], this.scope)));
    return table;
  }
}

/** Protocols of one port and address are one listener. */
function listenersOf(groups: readonly ServerGroup[], serversOf: (group: ServerGroup) => readonly GatewayServer[]): readonly GatewayListener[] {
  const byAddress = new Map<string, ServerGroup[]>();
  for (const group of groups) {
    const key = `${group.podPort} ${group.bind}`, same = byAddress.get(key);
    if (same) same.push(group); else byAddress.set(key, [group]);
  }
  return [...byAddress.values()].map((same): GatewayListener => {
    const [{ podPort, bind, servers: [first] }] = same, servers = same.flatMap(serversOf), refused = conflictOf(servers);
    return { port: first.port, podPort, ...(bind !== '' && { bind }), protocol: protocolOf(first), servers, gate: servers[0].gate, ...(refused && { refused }) };
  });
}

/** Istio sees to it that no name is there twice, but not across kinds of servers, nor where one of them is for a namespace only. */
function conflictOf(servers: readonly GatewayServer[]): GatewayListener['refused'] {
  const takers = new Map<string, Provenance>();
  for (const { hosts, tls, from } of servers) for (const name of tls?.value.mode === 'AUTO_PASSTHROUGH' ? [] : new Set(hosts)) {
    const other = takers.get(name);
    if (other) return { name, servers: [other, from] };
    takers.set(name, from);
  }
  return undefined;
}

function protocolOf(server: ServerSpec): GatewayListener['protocol'] {
  return isPlainHttp(server) ? 'HTTP' : server.protocol === 'https' ? 'HTTPS' : server.tls !== undefined ? 'TLS' : 'TCP';
}

/** Names by which a client asks for a server with TLS; any, where one is `*`. */
function sniOf(server: ServerSpec): readonly string[] {
  if (server.tls === undefined) return ['*'];
  const names = [...new Set(server.hosts.map((h) => h.slice(h.indexOf('/') + 1).toLowerCase()))];
  return names.includes('*') ? ['*'] : names.sort();
}

const MODES: ReadonlySet<string> = new Set<ServerTls['mode']>(['SIMPLE', 'MUTUAL', 'OPTIONAL_MUTUAL', 'ISTIO_MUTUAL', 'PASSTHROUGH', 'AUTO_PASSTHROUGH']);
function tlsOf(server: ServerSpec): Sourced<ServerTls> | undefined {
  const { tls } = server;
  if (tls === undefined) return undefined;
  const credential = textOf(tls.credentialName) || texts(tls.credentialNames)[0] || '', names = texts(tls.subjectAltNames), version = textOf(tls.minProtocolVersion);
  const value: ServerTls = {
    mode: MODES.has(tls.mode) ? tls.mode as ServerTls['mode'] : 'PASSTHROUGH',
    ...(credential !== '' && { credential }), ...(textOf(tls.serverCertificate) !== '' && { serverCertificate: tls.serverCertificate as string }),
    ...(textOf(tls.caCertificates) !== '' && { caCertificates: tls.caCertificates as string }), ...(names.length > 0 && { subjectAltNames: names }), ...(version !== '' && { minVersion: version }),
  };
  return { value, from: server.place('tls') };
}
