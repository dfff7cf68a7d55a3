import type { Host, Workload } from '../mesh';
import { destinationRuleFor } from './destination-rules';
import { textOf } from './fields';
import { NameIndex } from './gateway-hosts';
import type { ServerSpec } from './gateway-servers';
import { hostIndexOf, sees } from './host-index';
import { mergeHosts } from './host-merge';
import type { RouteContext } from './http-routes';
import { routeHash } from './route-hash';
import { SidecarScope } from './sidecar-scope';
import { virtualServicesOf, type VirtualService } from './virtual-services';
import type { World } from './world';

/** A VirtualService by one of its hosts. */
interface Bound { readonly vs: VirtualService; readonly host: string }

/** What one gateway sees: VirtualServices that are bound to its Gateways, and hosts, by what is exported to its namespace. No Sidecar narrows it. */
export class GatewayScope {
  private readonly lists = new Map<string, readonly VirtualService[]>();
  private readonly known = new Map<string, Host | undefined>();
  private readonly indexes = new Map<string, { readonly index: NameIndex<Bound>; readonly order: ReadonlyMap<VirtualService, number> }>();

  constructor(readonly world: World, readonly workload: Workload) {}

  /** VirtualServices of a Gateway, in the order in which they count. */
  bound(gateway: string): readonly VirtualService[] {
    let list = this.lists.get(gateway);
    if (!list) this.lists.set(gateway, (list = virtualServicesOf(this.world).seenFrom(this.workload.namespace, gateway)));
    return list;
  }

  /** Those of a server's Gateway that have a host which the server lets in, with those hosts; in order. */
  attached(server: ServerSpec): readonly { readonly vs: VirtualService; readonly pairs: readonly { readonly server: string; readonly host: string }[] }[] {
    const { index, order } = this.indexOf(server.gateway);
    const found = new Map<VirtualService, { server: string; host: string }[]>();
    for (const of of server.hosts) {
      const slash = of.indexOf('/'), name = of.slice(slash + 1);
      for (const { vs, host } of index.meeting(name)) {
        if (slash >= 0 && of.slice(0, slash) !== vs.namespace) continue;
        const pairs = found.get(vs);
        if (pairs) pairs.push({ server: name, host }); else found.set(vs, [{ server: name, host }]);
      }
    }
    return [...found].sort(([a], [b]) => order.get(a)! - order.get(b)!).map(([vs, pairs]) => ({ vs, pairs }));
  }

  private indexOf(gateway: string) {
    let made = this.indexes.get(gateway);
    if (made) return made;
    const index = new NameIndex<Bound>(), order = new Map<VirtualService, number>();
    for (const vs of this.bound(gateway)) {
      order.set(vs, order.size);
      for (const host of vs.hosts) index.add(host, { vs, host });
    }
    this.indexes.set(gateway, (made = { index, order }));
    return made;
  }

  /** The host that a name means here. Those that are exported to this namespace by name come before public ones; a Service comes before all. */
  host(name: string): Host | undefined {
    if (!this.known.has(name)) {
      this.known.set(name, this.inTurn(name).reduce<Host | undefined>((found, host) => mergeHosts(this.world, found, host), undefined));
    }
    return this.known.get(name);
  }

  private everything?: SidecarScope;
  /** What a full name means to clusters: what is not seen, the same as to a sidecar without a Sidecar, which knows what VirtualServices of the mesh send to. */
  reached(name: string): Host | undefined { return this.host(name) ?? (this.everything ??= new SidecarScope(this.world, this.workload.namespace, undefined)).host(name); }

  /** All of them; costs the whole mesh. */
  hosts(): readonly Host[] {
    return [...new Set(hostIndexOf(this.world).ordered.map((h) => h.name))].map((name) => this.host(name)).filter((h) => h !== undefined);
  }

  /** What the rules of a VirtualService are made for; of hosts with one name that of its own namespace counts. */
  context(server: ServerSpec, vs?: VirtualService): RouteContext {
    const own = (name: string): Host | undefined => (vs ? this.seen(name).find((h) => h.namespace === vs.namespace) : undefined);
    return {
      settings: this.world.settings, namespace: this.workload.namespace, labels: this.workload.labels, gateway: server.gateway, port: server.port, tls: server.tls !== undefined, hash: (destination) => { const host = this.host(textOf(destination.host)); return routeHash(host && destinationRuleFor(this.world, this.workload, host), destination); },
      host: (name) => own(name) ?? this.host(name),
    };
  }

  private inTurn(name: string): readonly Host[] {
    const seen = this.seen(name);
    return [...seen.filter((h) => !h.exportTo.includes('*')), ...seen.filter((h) => h.exportTo.includes('*'))];
  }
  private seen(name: string): readonly Host[] { return hostIndexOf(this.world).named(name.toLowerCase()).filter((h) => h.name === name && sees(this.workload.namespace, h)); }
}
