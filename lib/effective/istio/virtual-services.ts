import type { Provenance } from '../provenance';
import { KIND, namespaceOf, sourceOf, type SourceObject } from '../objects';
import { mergeRoutes, type MergedRoute } from './delegates';
import { entries, fields, items, numberOf, textOf, texts, type Fields } from './fields';
import { fullName, gatewayName } from './names';
import { byAge } from './order';
import { qualify } from './qualify';
import { exportsOf, seenFrom } from './visibility';
import type { World } from './world';
import { push } from '../../manifests/maps';

/** A route of a VirtualService, after delegates are merged; names in it are full. */
export interface HttpRoute {
  readonly route: Fields;
  /** Empty: it takes all. */
  readonly matches: readonly { readonly match: Fields; readonly from: Provenance }[];
  /** Where it, or a field of it, stands. */
  from(field?: string): Provenance;
}
/** A `tls` or `tcp` route; names in it are full. */
export interface ByteRoute { readonly route: Fields; from(field?: string): Provenance }

/** A VirtualService that has hosts. */
export class VirtualService {
  readonly namespace: string;
  readonly name: string;
  /** Full names. */
  readonly hosts: readonly string[];
  /** `mesh`, and gateways as `namespace/name`. */
  readonly gateways: readonly string[];
  /** `*`, names of namespaces, `~`. */
  readonly exportTo: ReadonlySet<string>;
  readonly from: Provenance;
  private readonly spec: Fields;
  private httpRoutes?: readonly HttpRoute[];
  private readonly byteRoutes: { tls?: readonly ByteRoute[]; tcp?: readonly ByteRoute[] } = {};
  private source?: boolean;

  constructor(private readonly world: World, readonly object: SourceObject, /** Its place among all, the oldest first. */ readonly rank: number) {
    this.spec = fields(object.manifest.spec) ?? {};
    this.namespace = namespaceOf(object.manifest);
    this.name = object.manifest.metadata.name;
    this.hosts = [...new Set(texts(this.spec.hosts).map((h) => fullName(h, this.namespace, world.settings.clusterDomain)))];
    const gateways = texts(this.spec.gateways).map((g) => gatewayName(g, this.namespace));
    this.gateways = gateways.length === 0 ? ['mesh'] : gateways;
    this.exportTo = exportOf(world, object);
    this.from = sourceOf(object);
  }

  get http(): readonly HttpRoute[] { return (this.httpRoutes ??= entries(this.spec.http).flatMap(([route, i]) => this.expand(route, i))); }
  get tls(): readonly ByteRoute[] { return (this.byteRoutes.tls ??= this.bytes('tls')); }
  get tcp(): readonly ByteRoute[] { return (this.byteRoutes.tcp ??= this.bytes('tcp')); }

  /** Whether it may make a difference who asks. What it delegates is looked at by itself. */
  get looksAtSource(): boolean { return (this.source ??= looksAtSource(this.spec) || items(this.spec.http).some((r) => { const d = fields(r.delegate); return d !== undefined && this.delegateLooks(d); })); }
  private delegateLooks(delegate: Fields): boolean {
    const found = this.world.objects.named(KIND.virtualService, textOf(delegate.namespace) || this.namespace, textOf(delegate.name));
    return found !== undefined && looksAtSource(fields(found.manifest.spec) ?? {});
  }

  /** Hosts that it sends to, with the ports that it names; 0: one names none. Routes that are for other namespaces alone do not count; for '' all do. */
  destinations(namespace: string): ReadonlyMap<string, ReadonlySet<number>> {
    const out = new Map<string, Set<number>>();
    const add = (value: unknown): void => {
      const to = fields(value);
      if (!to || textOf(to.host) === '') return;
      const ports = out.get(to.host) ?? new Set<number>();
      out.set(to.host, ports.add(numberOf(fields(to.port)?.number)));
    };
    for (const { route, matches } of this.http) {
      const wanted = matches.map(({ match }) => textOf(match.sourceNamespace)).filter((n) => n !== '');
      if (namespace !== '' && wanted.length > 0 && !wanted.includes(namespace)) continue;
      for (const r of items(route.route)) add(r.destination);
      add(route.mirror);
      for (const m of items(route.mirrors)) add(m.destination);
    }
    for (const { route } of [...this.tcp, ...this.tls]) for (const r of items(route.route)) add(r.destination);
    return out;
  }

  private bytes(kind: 'tls' | 'tcp'): readonly ByteRoute[] {
    return entries(this.spec[kind]).map(([route, i]) => ({ route: this.full(route, this.namespace), from: (field) => sourceOf(this.object, path(`spec.${kind}[${i}]`, field)) }));
  }
  private full(route: Fields, namespace: string): Fields { return qualify(route, namespace, this.world.settings.clusterDomain); }

  private expand(written: Fields, i: number): readonly HttpRoute[] {
    const at = `spec.http[${i}]`, route = this.full(written, this.namespace);
    const delegate = fields(route.delegate);
    if (!delegate) {
      const matches = entries(route.match).map(([match, m]) => ({ match, from: sourceOf(this.object, `${at}.match[${m}]`) }));
      return [{ route, matches, from: (field) => sourceOf(this.object, path(at, field)) }];
    }
    const namespace = textOf(delegate.namespace) || this.namespace;
    const found = this.world.objects.named(KIND.virtualService, namespace, textOf(delegate.name));
    const spec = fields(found?.manifest.spec);
    // A delegate has no hosts of its own; one that is missing, or not exported to here, takes the route with it.
    if (!found || !spec || texts(spec.hosts).length > 0) return [];
    const exported = exportOf(this.world, found);
    if (!exported.has('*') && !exported.has(this.namespace)) return [];
    return entries(spec.http).flatMap(([sub, d]) => {
      const merged = mergeRoutes(route, this.full(sub, namespace));
      return merged ? [this.merged(merged, found, { root: at, own: `spec.http[${d}]` })] : [];
    });
  }

  private merged({ route, matches, inherited }: MergedRoute, delegate: SourceObject, at: { readonly root: string; readonly own: string }): HttpRoute {
    const place = (own: boolean, field?: string): Provenance => (own ? sourceOf(delegate, path(at.own, field)) : sourceOf(this.object, path(at.root, field)));
    return {
      route,
      matches: matches.map((m) => ({ match: m.match, from: place(m.own, `match[${m.at}]`) })),
      from: (field) => place(field === undefined || !inherited.has(/^\w+/.exec(field)?.[0] ?? ''), field),
    };
  }
}
const looksAtSource = (spec: Fields): boolean => ['http', 'tls', 'tcp'].some((kind) => items(spec[kind]).some((r) => items(r.match).some((m) => textOf(m.sourceNamespace) !== '' || fields(m.sourceLabels) !== undefined)));
const path = (at: string, field: string | undefined): string => (field === undefined ? at : `${at}.${field}`);
const exportOf = (world: World, object: SourceObject): ReadonlySet<string> => exportsOf(fields(object.manifest.spec)?.exportTo, world.settings.config.defaultVirtualServiceExportTo, namespaceOf(object.manifest));

/** The VirtualServices of a mesh, and what they are looked up by. Delegates are not among them. */
export class VirtualServices {
  /** The oldest first. */
  readonly all: readonly VirtualService[];
  private readonly byHost = new Map<string, VirtualService[]>();
  private readonly byWildcard = new Map<string, VirtualService[]>();
  private readonly byGateway = new Map<string, VirtualService[]>();
  private readonly byNamespace = new Map<string, VirtualService[]>();
  private byDestination?: Map<string, VirtualService[]>;

  constructor(world: World) {
    const objects = world.objects.of(KIND.virtualService).filter((o) => texts(fields(o.manifest.spec)?.hosts).length > 0);
    this.all = [...objects].sort(byAge).map((object, rank) => new VirtualService(world, object, rank));
    for (const vs of this.all) {
      for (const gateway of new Set(vs.gateways)) push(this.byGateway, gateway, vs);
      if (!vs.gateways.includes('mesh')) continue;
      push(this.byNamespace, vs.namespace, vs);
      for (const host of vs.hosts) push(host.startsWith('*') ? this.byWildcard : this.byHost, host.toLowerCase(), vs);
    }
  }

  /** Those of the mesh gateway that name a host; exactly, or as this very wildcard. In lower case. */
  naming(host: string): readonly VirtualService[] { return (host.startsWith('*') ? this.byWildcard : this.byHost).get(host) ?? []; }
  /** Wildcard hosts of those of the mesh gateway. */
  get wildcards(): Iterable<string> { return this.byWildcard.keys(); }
  /** Those of the mesh gateway that stand in a namespace. */
  in(namespace: string): readonly VirtualService[] { return this.byNamespace.get(namespace) ?? []; }
  private source?: readonly VirtualService[];
  /** Those of the mesh gateway that tell callers apart. */
  get lookingAtSource(): readonly VirtualService[] { return (this.source ??= this.of('mesh').filter((vs) => vs.looksAtSource)); }
  /** Those bound to a gateway, or to `mesh`, whoever sees them. */
  of(gateway: string): readonly VirtualService[] { return this.byGateway.get(gateway) ?? []; }

  /** Those bound to a gateway that a namespace sees: its own private ones, those exported to it by name, the public ones; the oldest first. */
  seenFrom(namespace: string, gateway: string): readonly VirtualService[] {
    const seen: VirtualService[][] = [[], [], []];
    for (const vs of this.of(gateway)) {
      const how = seenFrom(vs.exportTo, vs.namespace, namespace);
      if (how !== undefined) seen[how].push(vs);
    }
    return seen.flat();
  }

  /** Those of the mesh gateway that send to a host, in any route. */
  towards(host: string): readonly VirtualService[] {
    if (!this.byDestination) {
      this.byDestination = new Map();
      for (const vs of this.of('mesh')) for (const name of vs.destinations('').keys()) push(this.byDestination, name, vs);
    }
    return this.byDestination.get(host) ?? [];
  }
}

/** All VirtualServices, made ready once. */
export const virtualServicesOf = (world: World): VirtualServices => world.part(makeVirtualServices);
const makeVirtualServices = (world: World): VirtualServices => new VirtualServices(world);
