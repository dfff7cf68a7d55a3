import type { IgnoredServer, Workload } from '../mesh';
import type { Provenance } from '../provenance';
import { KIND, namespaceOf, sourceOf, type SourceObject } from '../objects';
import { entries, fields, numberOf, textMap, textOf, texts, type Fields } from './fields';
import { portTranslation } from './gateway-ports';
import { selects } from './names';
import { byAge } from './order';
import type { World } from './world';
import { push } from '../../manifests/maps';

/** A server of a Gateway, as one workload is to serve it. */
export interface ServerSpec {
  /** `namespace/name` of its Gateway, which VirtualServices bind to. */
  readonly gateway: string;
  /** Port as written, and the one of the pod. */
  readonly port: number;
  readonly podPort: number;
  /** Protocol as written, and in lower case. */
  readonly written: string;
  readonly protocol: string;
  /** Empty: every address. */
  readonly bind: string;
  /** `host`, or `namespace/host` where only VirtualServices of that namespace may attach. */
  readonly hosts: readonly string[];
  readonly tls?: Fields;
  /** Table of its requests; empty: none, its connections are passed on. */
  readonly table: string;
  readonly from: Provenance;
  /** Where a field of it stands. */
  place(field: string): Provenance;
}

/** Servers that a port of the pod has, for each protocol as it is written. */
export interface ServerGroup { readonly podPort: number; readonly bind: string; readonly protocol: string; table: string; readonly servers: ServerSpec[] }
export interface MergedServers {
  readonly groups: readonly ServerGroup[];
  /** Servers whose requests share a table, in order. */
  readonly tables: ReadonlyMap<string, readonly ServerSpec[]>;
  readonly ignored: readonly IgnoredServer[];
}

export const isPlainHttp = (s: { readonly protocol: string }): boolean => ['http', 'http2', 'http_proxy', 'grpc', 'grpc-web'].includes(s.protocol);
export const isPassthrough = (s: Pick<ServerSpec, 'tls'>): boolean => s.tls?.mode === undefined || s.tls.mode === 'PASSTHROUGH' || s.tls.mode === 'AUTO_PASSTHROUGH';
/** HTTPS whose TLS ends here. */
export const endsHttps = (s: ServerSpec): boolean => s.protocol === 'https' && s.tls !== undefined && !isPassthrough(s);
/** Kept apart by SNI; TLS settings of plain HTTP only say that it redirects. */
const isTls = (s: ServerSpec): boolean => s.tls !== undefined && !isPlainHttp(s);

/** Servers of all Gateways that select a workload, put together port by port; where two contradict each other the first stays. */
export function mergedServers(world: World, workload: Workload): MergedServers {
  const merge = new Merge();
  const podPort = portTranslation(world, workload);
  for (const gateway of gatewaysOf(world, workload)) for (const server of serversOf(gateway, podPort)) merge.add(server);
  return merge;
}

/** Gateways of every namespace whose selector finds the workload, the oldest first. */
export function gatewaysOf(world: World, workload: Workload): readonly SourceObject[] {
  return world.part(gatewaysInOrder).filter((g) => selects(textMap(fields(g.manifest.spec)?.selector), workload.labels));
}
const gatewaysInOrder = (world: World): readonly SourceObject[] => [...world.objects.of(KIND.gateway)].sort(byAge);

function serversOf(gateway: SourceObject, podPortOf: (port: number) => number): ServerSpec[] {
  const { manifest } = gateway;
  const namespace = namespaceOf(manifest), name = `${namespace}/${manifest.metadata.name}`;
  return entries(fields(manifest.spec)?.servers).flatMap(([server, i]): ServerSpec[] => {
    const written = fields(server.port), port = numberOf(written?.number), tls = fields(server.tls);
    if (!written || !Number.isInteger(port) || port <= 0) return [];
    const protocol = textOf(written.protocol), bind = textOf(server.bind), podPort = podPortOf(port);
    const spec = {
      gateway: name, port, podPort, written: protocol, protocol: protocol.toLowerCase(), bind, hosts: serverHosts(texts(server.hosts), namespace), table: '', from: sourceOf(gateway, `spec.servers[${i}]`),
      place: (field: string) => sourceOf(gateway, `spec.servers[${i}].${field}`), ...(tls && { tls }),
    };
    return [{ ...spec, table: tableOf(spec, `${textOf(written.name)}.${manifest.metadata.name}.${namespace}`) }];
  });
}

/** `*`/ in front of a host says nothing; `./` is the Gateway's namespace. */
function serverHosts(hosts: readonly string[], namespace: string): string[] {
  if (hosts.includes('*/*')) return ['*'];
  return hosts.map((host) => {
    const slash = host.indexOf('/');
    const of = slash < 0 ? '*' : host.slice(0, slash);
    return of === '*' ? host.slice(slash + 1) : of === '.' ? `${namespace}${host.slice(slash)}` : host;
  });
}

/** Plain HTTP of a port shares one table; each HTTPS server has its own. */
function tableOf(server: Omit<ServerSpec, 'table'>, suffix: string): string {
  const bind = server.bind === '' ? '' : `.${server.bind}`;
  if (isPlainHttp(server)) return `http.${server.podPort}${bind}`;
  return server.protocol === 'https' && !(server.tls !== undefined && isPassthrough(server)) ? `https.${server.port}.${suffix}${bind}` : '';
}

class Merge implements MergedServers {
  private readonly byKey = new Map<string, ServerGroup>();
  private readonly ports = new Set<number>();
  readonly tables = new Map<string, ServerSpec[]>();
  readonly ignored: IgnoredServer[] = [];
  /** For each port, the plain text group that came last. */
  private readonly plain = new Map<number, ServerGroup>();
  /** For each port, who has a TLS name at which address. */
  private readonly names = new Map<number, Map<string, { readonly bind: string; readonly from: Provenance }>>();

  get groups(): readonly ServerGroup[] { return [...this.byKey.values()]; }

  add(server: ServerSpec): void {
    const refused = this.takeNames(server) ?? this.place(server);
    if (refused) this.ignored.push({ server: server.from, ...refused });
  }

  /** A name with TLS can be had once for each address of a port; a redirecting HTTP server counts. */
  private takeNames(server: ServerSpec): Omit<IgnoredServer, 'server'> | undefined {
    if (server.tls === undefined) return undefined;
    let known = this.names.get(server.podPort);
    if (!known) this.names.set(server.podPort, (known = new Map()));
    for (const host of server.hosts) {
      const holder = known.get(host);
      if (holder?.bind === server.bind) return { why: 'duplicate-host', host, because: holder.from };
    }
    for (const host of server.hosts) known.set(host, { bind: server.bind, from: server.from });
    return undefined;
  }

  private place(server: ServerSpec): Omit<IgnoredServer, 'server'> | undefined {
    if (!this.ports.has(server.podPort)) { this.first(server); return undefined; }
    const current = this.plain.get(server.podPort);
    if (current) return this.besidePlain(server, current);
    if (!isTls(server)) { this.first(server); return undefined; }
    if (server.protocol === 'https' && server.table !== '') {
      const same = this.tables.get(server.table);
      if (same) return { why: 'same-port-name', because: same[0].from };
      this.tables.set(server.table, [server]);
    }
    this.join(server);
    return undefined;
  }

  private besidePlain(server: ServerSpec, current: ServerGroup): Omit<IgnoredServer, 'server'> | undefined {
    const merges = isPlainHttp(current) && (isPlainHttp(server) || server.protocol === current.protocol);
    if (current.bind === server.bind && (!merges || server.table === '')) return { why: 'port-taken', because: current.servers[0].from };
    if (current.bind === server.bind) { current.servers.push(server); push(this.tables, server.table, server); return undefined; }
    const group = this.byKey.get(keyOf(server));
    if (!group) { this.first(server); return undefined; }
    group.table = server.table;
    group.servers.push(server);
    if (server.table !== '') push(this.tables, server.table, server);
    return undefined;
  }

  private first(server: ServerSpec): void {
    const group = { podPort: server.podPort, bind: server.bind, protocol: server.protocol, table: server.table, servers: [server] };
    if (!isTls(server)) this.plain.set(server.podPort, group);
    if (server.table !== '') this.tables.set(server.table, [server]);
    this.ports.add(server.podPort);
    this.byKey.set(keyOf(server), group);
  }

  private join(server: ServerSpec): void {
    const group = this.byKey.get(keyOf(server));
    if (group) group.servers.push(server);
    else this.byKey.set(keyOf(server), { podPort: server.podPort, bind: server.bind, protocol: server.protocol, table: '', servers: [server] });
  }
}
/** Istio keeps protocols apart as they are written. */
const keyOf = (s: ServerSpec): string => `${s.podPort} ${s.written} ${s.bind}`;
