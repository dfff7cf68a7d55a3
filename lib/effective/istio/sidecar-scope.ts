import type { Host, Target, Workload } from '../mesh';
import { defaultOf, KIND, namespaceOf, sourceOf, type SourceObject } from '../objects';
import type { Provenance, Sourced } from '../provenance';
import { EgressListener } from './egress-listener';
import { fields, items, numberOf, textMap, textOf, texts, type Fields } from './fields';
import { hostIndexOf, sees } from './host-index';
import { byAge } from './order';
import { SelectorIndex } from './selector-index';
import { virtualServicesOf } from './virtual-services';
import type { World } from './world';

/** What workloads of a namespace see: as a Sidecar says, or everything. */
export class SidecarScope {
  readonly from: Provenance;
  /** Those with a port of their own first, in the order of the Sidecar. */
  readonly listeners: readonly EgressListener[];
  readonly unknown: Sourced<'allow' | 'refuse' | Target>;
  private readonly known = new Map<string, Host | undefined>();

  constructor(private readonly world: World, readonly namespace: string, sidecar: SourceObject | undefined) {
    const spec = fields(sidecar?.manifest.spec) ?? {}, egress = items(spec.egress);
    this.from = sidecar ? sourceOf(sidecar) : defaultOf('Istio');
    this.listeners = (egress.length > 0 ? egress : [{ hosts: ['*/*'] }]).map((listener) => new EgressListener(world, namespace, listener));
    this.unknown = unknownOf(world, sidecar, spec);
  }

  /** The listener that a port belongs to: it says what its table holds. */
  listener(port: number): EgressListener | undefined { return this.listeners.find((l) => !l.port || l.port.number === port); }
  /** All that may open the port: where one with a port of its own imports nothing, that for all ports does. */
  opening(port: number): readonly EgressListener[] { return this.listeners.filter((l) => !l.port || l.port.number === port); }

  /** What a full name means here: what its listeners import, and what VirtualServices among that send to. */
  host(name: string): Host | undefined {
    if (!this.known.has(name)) this.known.set(name, this.find(name));
    return this.known.get(name);
  }

  private find(name: string): Host | undefined {
    let found: Host | undefined;
    const named = hostIndexOf(this.world).named(name.toLowerCase());
    for (const listener of this.listeners) {
      for (const host of listener.services(name.toLowerCase())) if (host.name === name) found = this.merge(found, host);
      // A Service as a whole has nothing to gain from what routes name.
      if (found?.kind === 'Service' && named.includes(found)) continue;
      for (const vs of listener.inOrder(virtualServicesOf(this.world).towards(name))) {
        const ports = vs.destinations(this.namespace).get(name);
        const host = ports && this.meant(name);
        const seen = host && (listener.port && !listener.isProxy ? listener.trim(host) : withPorts(host, ports));
        if (seen) found = this.merge(found, seen);
      }
    }
    return found;
  }

  /** A Service stands before a ServiceEntry of its name; ServiceEntries of one namespace that are alike in all else add their ports up. */
  private merge(found: Host | undefined, host: Host): Host {
    if (!found || found === host) return host;
    if (found.kind !== host.kind) return found.kind === 'Service' ? found : host;
    const more = host.ports.filter((p) => !found.ports.some((q) => q.number === p.number));
    const alike = more.length > 0 && found.namespace === host.namespace && found.resolution === host.resolution && this.marks(found) === this.marks(host);
    return alike ? { ...found, ports: [...found.ports, ...more] } : found;
  }
  /** What is written of a host's labels, of what it selects, and of who sees it: a default is not what is the same in words. */
  private marks(host: Host): string {
    const { kind, namespace, name } = host.from.object!;
    const manifest = this.world.objects.named(host.kind === 'Service' ? KIND.service : KIND.serviceEntry, namespace || 'default', name)?.manifest;
    const sorted = (of: unknown): unknown => Object.entries(textMap(of)).sort();
    return JSON.stringify([kind, fields(manifest?.spec)?.resolution ?? 'NONE', sorted(manifest?.metadata.labels), sorted(host.selector), [...texts(fields(manifest?.spec)?.exportTo)].sort()]);
  }

  /** Which host of a name a route's destination means: its own namespace's, even if that shows it to nobody; a Service that is visible; the oldest that is. */
  private meant(name: string): Host | undefined {
    const firsts = new Map<string, Host>();
    for (const host of hostIndexOf(this.world).named(name.toLowerCase())) {
      if (host.name !== name) continue;
      const first = firsts.get(host.namespace);
      if (!first || (first.kind !== 'Service' && host.kind === 'Service')) firsts.set(host.namespace, host);
    }
    const own = firsts.get(this.namespace);
    if (own) return own;
    const visible = [...firsts.values()].filter((h) => sees(this.namespace, h));
    return visible.find((h) => h.kind === 'Service') ?? visible[0];
  }

  /** All of them; costs as much as is imported. */
  hosts(): readonly Host[] {
    const names = new Set<string>();
    for (const listener of this.listeners) {
      for (const host of listener.hosts) names.add(host.name);
      for (const vs of listener.virtualServices) for (const name of vs.destinations(this.namespace).keys()) names.add(name);
    }
    return [...names].map((name) => this.host(name)).filter((h) => h !== undefined);
  }

  private source?: boolean;
  /** Whether some VirtualService here tells callers of one namespace apart. */
  get looksAtSource(): boolean { return (this.source ??= virtualServicesOf(this.world).lookingAtSource.some((vs) => this.listeners.some((l) => l.position(vs) !== undefined))); }
}

/** Ports that a route names; undefined: the host has none of them. */
function withPorts(host: Host, wanted: ReadonlySet<number>): Host | undefined {
  if (wanted.size === 0 || wanted.has(0)) return host;
  const ports = host.ports.filter((p) => wanted.has(p.number));
  return ports.length === host.ports.length ? host : ports.length > 0 ? { ...host, ports } : undefined;
}

function unknownOf(world: World, sidecar: SourceObject | undefined, spec: Fields): SidecarScope['unknown'] {
  const policy = fields(spec.outboundTrafficPolicy);
  if (!policy || !sidecar) {
    const { config, outbound } = world.settings;
    return { value: outbound === 'REGISTRY_ONLY' ? 'refuse' : 'allow', from: defaultOf(config.outboundTrafficPolicy === undefined ? 'Istio' : 'MeshConfig') };
  }
  const from = sourceOf(sidecar, 'spec.outboundTrafficPolicy');
  // The first mode is the one of a policy that names none.
  if (policy.mode !== 'ALLOW_ANY' && policy.mode !== 'ALLOW_ANY_DYNAMIC_DNS') return { value: 'refuse', from };
  const proxy = fields(policy.egressProxy), subset = textOf(proxy?.subset);
  if (!proxy || policy.mode !== 'ALLOW_ANY') return { value: 'allow', from };
  return { value: { host: textOf(proxy.host), port: numberOf(fields(proxy.port)?.number), ...(subset !== '' && { subset }) }, from: sourceOf(sidecar, 'spec.outboundTrafficPolicy.egressProxy') };
}

/** The Sidecars of a mesh, and the scopes that they make; scopes are shared by all workloads that they hold for. */
class Sidecars {
  private readonly byNamespace = new Map<string, { readonly selecting: SelectorIndex<SourceObject>; readonly wide?: SourceObject }>();
  private readonly scopes = new Map<string, SidecarScope>();
  constructor(private readonly world: World) {}

  /** The oldest of its namespace that selects it, the oldest without a selector, that of the root namespace. */
  chosen(workload: Workload): SourceObject | undefined {
    const own = this.of(workload.namespace);
    return own.selecting.matching(workload.labels)[0] ?? own.wide ?? this.of(this.world.settings.rootNamespace).wide;
  }

  scope(workload: Workload): SidecarScope {
    const { namespace } = workload, chosen = this.chosen(workload);
    const key = `${namespace} ${chosen ? `${namespaceOf(chosen.manifest)}/${chosen.manifest.metadata.name}` : ''}`;
    let scope = this.scopes.get(key);
    if (!scope) this.scopes.set(key, (scope = new SidecarScope(this.world, namespace, chosen)));
    return scope;
  }

  private of(namespace: string): { readonly selecting: SelectorIndex<SourceObject>; readonly wide?: SourceObject } {
    let found = this.byNamespace.get(namespace);
    if (!found) {
      const sorted = [...this.world.of(KIND.sidecar, namespace)].sort(byAge), wide = sorted.find((s) => selectorOf(s) === undefined);
      const selecting = sorted.flatMap((item) => { const selector = selectorOf(item); return selector ? [{ labels: textMap(selector.labels), item }] : []; });
      this.byNamespace.set(namespace, (found = { selecting: new SelectorIndex(selecting), ...(wide && { wide }) }));
    }
    return found;
  }
}
const selectorOf = (sidecar: SourceObject): Fields | undefined => fields(fields(sidecar.manifest.spec)?.workloadSelector);

export const scopeOf = (world: World, workload: Workload): SidecarScope => world.part(makeSidecars).scope(workload);
/** The Sidecar that holds for a workload, if one does. */
export const sidecarOf = (world: World, workload: Workload): SourceObject | undefined => world.part(makeSidecars).chosen(workload);
const makeSidecars = (world: World): Sidecars => new Sidecars(world);
