import { always, text } from '../effective/condition';
import { isHttp as speaksHttp, type ByteRule, type Client, type Destination, type Host, type HttpTable, type Rule, type Target, type VirtualHost, type Workload } from '../effective/mesh';
import type { Provenance, Sourced } from '../effective/provenance';
import type { ExternalFacts, GatewayFacts, MeshFacts, PortFacts, ServiceFacts, WorkloadFacts } from '../model';
import type { Closure } from './closure';
import { destinationOf } from './connection';
import { declared, gatewayName, installation, nameOf, type Context } from './context';
import { endsOfRule, isExternal, portsOfRoute } from './destinations';
import { targetOf, type Asker } from './forward';
import { inOrder, isHttp } from './order';
import { serverPolicies } from './server-policies';
import { entriesOf, externalRules, serviceRules } from './rules';
import type { Things } from './things';

/** What the proxy of a workload does with its requests. */
export class MeantClient implements Client {
  readonly scope: Provenance;
  readonly unknown: Sourced<'allow' | 'refuse' | Target>;
  private readonly asker: Asker;
  private readonly mesh: MeshFacts;
  private seen?: ReadonlyMap<string, Host>;
  private readonly hostRules = new Map<string, VirtualHost>();

  constructor(private readonly ctx: Context, private readonly things: Things, private readonly closure: Closure, readonly workload: Workload, private readonly of: WorkloadFacts) {
    this.mesh = ctx.index.mesh.get(of.mesh)!;
    this.asker = { mesh: of.mesh, workload: of };
    this.scope = declared(this.mesh.origin);
    this.unknown = { value: this.mesh.egress === 'DECLARED' ? 'refuse' : 'allow', from: declared(this.mesh.origin) };
  }

  hosts(): readonly Host[] { return [...this.known.values()]; }
  host(name: string): Host | undefined { return this.known.get(name); }
  destination(target: Target): Destination | undefined { return meantDestination(this.ctx, this.things, this.closure, { mesh: this.asker.mesh, namespace: this.workload.namespace, workload: this.of }, target); }

  /** Everything; or what its workload calls, what the rules there send on to, and what the platform needs, perhaps with all of its namespace. */
  private get known(): ReadonlyMap<string, Host> { return (this.seen ??= new Map(this.look().map((h) => [h.name, h]))); }
  private look(): readonly Host[] {
    const { visibility } = this.mesh;
    if (visibility === 'ALL') return this.things.hosts;
    const { services, externals, api } = this.closure.reach(this.of), { index, facts: { platform } } = this.ctx, names = new Set<string>();
    for (const s of services) names.add(nameOf(this.ctx, s));
    for (const e of externals) {
      for (const h of e.hosts) names.add(h);
      const via = e.via === undefined ? undefined : index.gateway.get(e.via);
      if (via) names.add(gatewayName(this.ctx, via));
    }
    // A proxy that refuses what is not declared is asked for names, too.
    if (this.mesh.egress === 'DECLARED') names.add(platform.dns);
    if (api) names.add(platform.api);
    for (const provider of this.providers()) { const host = platform.providers.get(provider); if (host !== undefined) names.add(host); }
    return this.things.hosts.filter((h) => names.has(h.name) || (visibility === 'NAMESPACE' && h.namespace === this.workload.namespace));
  }
  /** Providers that its proxy sends to by itself. */
  private providers(): readonly string[] {
    const telemetry = this.ctx.policies.sections('TelemetryPolicy', this.ctx.index.servicesOf.get(this.of.id)?.[0] ?? this.of);
    const authorizers = serverPolicies(this.ctx, 'ExternalAuthorizer', this.of).map((p) => p.value.provider);
    return [...this.ctx.facts.platform.defaults, ...(telemetry.tracing?.provider !== undefined ? [telemetry.tracing.provider] : []), ...authorizers];
  }

  httpPorts(): readonly number[] { return [...new Set(this.hosts().flatMap((h) => h.ports.filter((p) => speaksHttp(p.protocol)).map((p) => p.number)))].sort((a, b) => a - b); }
  http(port: number): HttpTable | undefined {
    if (!this.httpPorts().includes(port)) return undefined;
    return { port, find: (authority) => this.find(port, authority), all: () => this.hosts().flatMap((h) => this.virtualHost(h, port) ?? []) };
  }
  private find(port: number, authority: string): VirtualHost {
    const name = authority.toLowerCase().replace(/:\d+$/, '');
    for (const full of this.fullNames(name)) {
      const host = this.known.get(full) ?? this.wildcard(full);
      const found = host && this.virtualHost(host, port);
      if (found) return found;
    }
    const { value, from } = this.unknown;
    const action: Rule['action'] = value === 'allow' ? { kind: 'passthrough' } : { kind: 'respond', status: 502 };
    return { domains: ['*'], rules: [{ when: always, action, from }], from };
  }
  /** Cluster DNS: names without their end are of the caller's own namespace, or name theirs. */
  private fullNames(name: string): readonly string[] {
    const { clusterDomain } = this.ctx.facts;
    return [name, `${name}.${clusterDomain}`, `${name}.svc.${clusterDomain}`, `${name}.${this.workload.namespace}.svc.${clusterDomain}`];
  }
  private wildcard(name: string): Host | undefined {
    for (let dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1)) { const host = this.known.get(`*${name.slice(dot)}`); if (host) return host; }
    return undefined;
  }
  private virtualHost(host: Host, port: number): VirtualHost | undefined {
    const key = `${host.name} ${port}`;
    let made = this.hostRules.get(key);
    if (!made) {
      const rules = this.rulesFor(host, port);
      if (!rules) return undefined;
      this.hostRules.set(key, (made = { domains: [host.name], rules, from: host.from }));
    }
    return made;
  }
  private rulesFor(host: Host, number: number): readonly Rule[] | undefined {
    const thing = this.things.thingOf.get(host)!;
    if (!('resolution' in thing || 'headless' in thing)) return host.ports.some((p) => p.number === number && speaksHttp(p.protocol)) ? [this.plain(host, number)] : undefined;
    const port = thing.ports.find((p) => p.number === number && isHttp(p));
    return port && ('resolution' in thing ? externalRules(this.ctx, thing, port, host.name, this.asker) : serviceRules(this.ctx, thing, port, this.asker));
  }
  private plain(host: Host, port: number): Rule {
    return { when: always, from: host.from, action: { kind: 'forward', to: [{ to: { host: host.name, port }, weight: 100, from: host.from }], mirrors: [], timeout: { value: 0, from: installation }, retries: { value: this.ctx.facts.retries, from: installation } } };
  }

  bytes(port: number): readonly ByteRule[] {
    return this.hosts().flatMap((host) => {
      const found = host.ports.find((p) => p.number === port && !speaksHttp(p.protocol));
      return found ? [this.byteRule(host, port)] : [];
    });
  }
  private byteRule(host: Host, number: number): ByteRule {
    const thing = this.things.thingOf.get(host)!, plain = { host: host.name, when: always, to: [{ to: { host: host.name, port: number }, weight: 100, from: host.from }], from: host.from };
    if (!('resolution' in thing || 'headless' in thing)) return plain;
    const port = thing.ports.find((p) => p.number === number)!;
    if (!('resolution' in thing)) return { ...plain, ...serviceBytes(this.ctx, thing, port) };
    const to = [{ to: targetOf(this.ctx, { thing, port, part: 1 }, host.name), weight: 100, from: host.from }];
    return { ...plain, to, when: port.protocol === 'tcp' ? always : text({ on: 'sni' }, host.name.startsWith('*') ? { kind: 'suffix', value: host.name.slice(1), ignoreCase: true } : { kind: 'exact', value: host.name, ignoreCase: true }) };
  }
}

/** Bytes go where the first route says, else where the split says, else to all endpoints. */
function serviceBytes(ctx: Context, service: ServiceFacts, port: PortFacts): Pick<ByteRule, 'to' | 'from'> {
  const [entry] = inOrder((ctx.index.routesOf.get(service.id) ?? []).filter((r) => portsOfRoute(service, r).includes(port)).flatMap((r) => entriesOf(r, undefined, [])));
  const action = entry?.rule.action;
  const backends = action?.kind === 'forward' ? action.backends : [{ to: { kind: 'service' as const, service: service.id }, weight: 100, port: port.name }];
  const from = declared(entry?.facts.origin ?? service.origin);
  return { from, to: endsOfRule(ctx.index, backends, port).map((end) => ({ to: targetOf(ctx, end), weight: end.part * 100, from })) };
}

export interface From { readonly mesh: MeshFacts['id']; readonly namespace: string; /** undefined: a gateway. */ readonly workload?: WorkloadFacts }
/** How clients of a mesh, in one of its namespaces, reach a target. What the mesh says of another owner's thing covers what is called from there. */
export function meantDestination(ctx: Context, things: Things, closure: Closure, from: From, target: Target): Destination | undefined {
  const host = things.host(target.host), hostPort = host?.ports.find((p) => p.number === target.port);
  if (!host || !hostPort) return undefined;
  const thing = things.thingOf.get(host)!;
  if (!isThing(thing)) return plainDestination(ctx, { host, hostPort, target }, thing, things);
  const port = thing.ports.find((p) => p.number === target.port)!;
  const workload = isExternal(thing) ? undefined : ctx.index.workload.get(thing.workload), version = workload?.versions.find((v) => v.name === target.subset);
  if (target.subset !== undefined && !version) return undefined;
  const client = closure.calledFrom(from.mesh, from.namespace).has(thing) ? from.mesh : thing.mesh;
  // A gateway reads the certificates of what leaves through it.
  const certified = isExternal(thing) && (from.workload ? closure.reach(from.workload).externals.has(thing) : thing.via !== undefined);
  return destinationOf(ctx, client, { target, host, hostPort, thing, port, certified, ...(version && { version }), workloads: workload ? things.behind(workload.id, version?.name) : [] });
}
const isThing = (t: object): t is ServiceFacts | ExternalFacts => 'headless' in t || 'resolution' in t;
/** A gateway is told who calls, except where TLS is passed on; what is outside of the model is reached as the installation says. */
function plainDestination(ctx: Context, to: Pick<Destination, 'host' | 'target'> & { readonly hostPort: Destination['port'] }, thing: object, things: Things): Destination {
  const { pool, outlier, balancing } = ctx.facts.connection, gateway = 'listeners' in thing ? (thing as GatewayFacts) : undefined;
  const egress = gateway?.role === 'egress' && to.hostPort.protocol !== 'tls' && to.hostPort.protocol !== 'https';
  return {
    target: to.target, host: to.host, port: to.hostPort, labels: {}, workloads: () => (gateway ? things.workloads.filter((w) => things.gatewayOf.get(w) === gateway) : []),
    tls: { value: { mode: egress ? 'ISTIO_MUTUAL' : 'AUTO' }, from: to.host.from }, pool: { value: pool, from: installation }, ...(outlier && { outlier: { value: outlier, from: installation } }),
    balancing: { value: balancing, from: installation }, rules: [],
  };
}
