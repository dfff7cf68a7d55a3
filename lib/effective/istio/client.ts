import { isHttp, type ByteRule, type Client, type Destination, type Host, type HttpTable, type Target, type Workload } from '../mesh';
import type { EgressListener } from './egress-listener';
import { KIND } from '../objects';
import type { Provenance } from '../provenance';
import { byteRulesOf } from './byte-table';
import { Destinations } from './destination';
import { destinationRuleFor } from './destination-rules';
import { fields, textOf } from './fields';
import { PortTable, type TableFor } from './http-table';
import { routeHash } from './route-hash';
import { scopeOf, type SidecarScope } from './sidecar-scope';
import type { World } from './world';

/** What the sidecar of a workload does with its requests. */
export const clientOf = (world: World, workload: Workload): Client => new IstioClient(world, workload);

class IstioClient implements Client {
  readonly scope: Provenance;
  readonly unknown: SidecarScope['unknown'];
  private readonly seen: SidecarScope;
  private readonly destinations: Destinations;
  private readonly shared: SharedTables;

  constructor(world: World, readonly workload: Workload) {
    this.seen = scopeOf(world, workload);
    this.scope = this.seen.from;
    this.unknown = this.seen.unknown;
    // An ExternalName is no place of its own: what stands for it is reached by its own name.
    this.destinations = new Destinations(world, workload, (name) => { const host = this.seen.host(name); return host?.resolution === 'alias' ? undefined : host; });
    this.shared = world.part(makeTables).of(this.seen, workload);
  }

  hosts(): readonly Host[] { return this.seen.hosts(); }
  host(name: string): Host | undefined { return this.seen.host(name); }
  httpPorts(): readonly number[] { return this.shared.httpPorts(); }
  http(port: number): HttpTable | undefined { return this.shared.http(port); }
  bytes(port: number): readonly ByteRule[] { return this.shared.bytes(port); }
  destination(target: Target): Destination | undefined { return this.destinations.of(target); }
}

/** Tables of clients that see the same and are the same to all that looks at them. */
class SharedTables {
  private readonly tables = new Map<number, PortTable | undefined>();
  private readonly rules = new Map<number, readonly ByteRule[]>();
  constructor(private readonly world: World, private readonly scope: SidecarScope, private readonly who: TableFor) {}

  httpPorts(): readonly number[] { return [...new Set(this.scope.listeners.flatMap((l) => [...l.ports]))].filter((port) => this.http(port) !== undefined).sort((a, b) => a - b); }

  http(port: number): PortTable | undefined {
    if (!this.tables.has(port)) {
      const listener = this.scope.listener(port);
      this.tables.set(port, listener && this.isHttpPort(port) ? new PortTable(this.world, this.scope, listener, port, this.who) : undefined);
    }
    return this.tables.get(port);
  }

  /** A port has a table if some service that is seen speaks HTTP on it, or nobody says what it speaks. */
  private isHttpPort(port: number): boolean {
    const [first, ...others] = this.scope.opening(port);
    // What an egress listener with the port has an address for is its own: nobody looks what it speaks.
    const isTaken = (listener: EgressListener, host: Host): boolean => others.includes(listener) && first.port !== undefined && !isHttp(first.port.protocol) && first.services(host.name.toLowerCase()).length > 0;
    return [first, ...others].some((listener) => {
      if (listener === undefined || listener.isProxy || (listener.port && !isHttp(listener.port.protocol))) return false;
      const speaks = (host: Host): boolean => host.resolution !== 'alias' && host.ports.some((p) => p.number === port && (listener.port !== undefined || isHttp(p.protocol) || (p.protocol === 'auto' && !isTaken(listener, host))));
      return listener.hostsWithPort(port).some((named) => speaks(named) && listener.services(named.name.toLowerCase()).some(speaks));
    });
  }

  bytes(port: number): readonly ByteRule[] {
    let rules = this.rules.get(port);
    if (!rules) {
      const context = { settings: this.world.settings, namespace: this.scope.namespace, labels: this.who.labels, gateway: 'mesh', port, host: (name: string) => this.scope.host(name) };
      this.rules.set(port, (rules = byteRulesOf(this.world, this.scope.opening(port), context)));
    }
    return rules;
  }
}

/** All shared tables of a mesh. Labels of a client keep it apart only where something looks at them. */
class Tables {
  private readonly made = new Map<SidecarScope, Map<string, SharedTables>>();
  constructor(private readonly world: World) {}

  of(scope: SidecarScope, workload: Workload): SharedTables {
    let byLabels = this.made.get(scope);
    if (!byLabels) this.made.set(scope, (byLabels = new Map<string, SharedTables>()));
    const key = scope.looksAtSource || this.selectsClients(scope.namespace) ? JSON.stringify(Object.entries(workload.labels).sort()) : '';
    let tables = byLabels.get(key);
    if (!tables) byLabels.set(key, (tables = new SharedTables(this.world, scope, { labels: workload.labels, hash: (destination) => { const host = scope.host(textOf(destination.host)); return routeHash(host && destinationRuleFor(this.world, workload, host), destination); } })));
    return tables;
  }
  /** Whether DestinationRules of a namespace are for some of its workloads only. */
  private selectsClients(namespace: string): boolean { return this.world.of(KIND.destinationRule, namespace).some((o) => fields(fields(o.manifest.spec)?.workloadSelector) !== undefined); }
}
const makeTables = (world: World): Tables => new Tables(world);
