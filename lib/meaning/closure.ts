import type { ExternalFacts, GatewayFacts, HttpMethodFact, Id, Origin, PathFact, PortFacts, RequestFacts, RewriteFact, ServiceFacts, SourceFact, WorkloadFacts } from '../model';
import { EVERY_REQUEST, looksAtHttp, requestsOf } from './conditions';
import type { Context } from './context';
import { endsOf, endsOfRule, isExternal, senderAt, type End, type Sender } from './destinations';
import { scrapingOf } from './mtls';
import { below, canMeet, everyPath, isHttp, pathMeets, pathsMeet, type Entry } from './order';
import { serverPolicies } from './server-policies';
import { entriesOf, senderOn, serviceEntries, type RouteEntry } from './rules';
import type { Widening } from './widenings';

/** Requests as they arrive; empty lists are no condition. Paths are never regular expressions. */
export interface Piece { readonly methods: readonly HttpMethodFact[]; readonly paths: readonly PathFact[]; readonly claims: RequestFacts['claims'] }
/** Who may send what to a port of a workload. */
export interface Admission extends Piece { readonly from: SourceFact; /** Of the container; undefined: all. */ readonly port?: number; readonly origin: Origin; readonly widened: ReadonlySet<Widening> }
interface Left { readonly piece: Piece; readonly widened: ReadonlySet<Widening> }
export interface Arrival extends Left { readonly end: End }
/** What a proxy has to know of. */
export interface Reach { readonly services: ReadonlySet<ServiceFacts>; readonly externals: ReadonlySet<ExternalFacts>; readonly api: boolean }

const NONE: ReadonlySet<Widening> = new Set(), BEHIND_OTHERS: ReadonlySet<Widening> = new Set<Widening>(['earlierRules']);

/** Declared calls, followed through the rules of the hosts that are called: one step, because whom a rule sends to is asked for no rules again. */
export class Closure {
  private readonly reached = new Map<Id, Reach>();
  private admitted?: Map<Id, Admission[]>;
  constructor(private readonly ctx: Context) {}

  /** Ports that a request may be sent to: the one that it names, else all; those that speak HTTP where only they see what it says. */
  private static ports(request: RequestFacts, ports: readonly PortFacts[]): readonly PortFacts[] {
    return ports.filter((p) => (request.port === undefined || request.port === p.name) && (isHttp(p) || !looksAtHttp(request)));
  }

  /** Where requests for a port of a host end, and what is left of them there. */
  follow(host: ServiceFacts, port: PortFacts, request: Piece, caller: Id | undefined): readonly Arrival[] {
    const out: Arrival[] = [], { index } = this.ctx;
    const before: RouteEntry[] = [];
    for (const entry of serviceEntries(this.ctx, host, port)) {
      const left = through({ piece: request, widened: before.some((e) => canMeet(e, entry)) ? BEHIND_OTHERS : NONE }, entry, caller);
      if (left) out.push(...this.arrivals(entry, senderOn(port, entry.facts), left));
      if (takesAll(request, entry, caller)) return out;
      if (left) before.push(entry);
    }
    const rest = { to: { kind: 'service' as const, service: host.id }, port: port.name };
    return [...out, ...endsOf(index, rest, port).map((end) => ({ end, piece: request, widened: before.length > 0 ? BEHIND_OTHERS : NONE }))];
  }
  private arrivals({ rule: { action } }: RouteEntry, sender: Sender, left: Left): readonly Arrival[] {
    if (action.kind !== 'forward') return [];
    const ends = [...endsOfRule(this.ctx.index, action.backends, sender), ...(action.mirror ? endsOf(this.ctx.index, action.mirror, sender) : [])];
    return ends.map((end) => ({ end, ...left }));
  }

  /** The hosts that a workload calls, and those that their rules send its requests on to. */
  reach(workload: WorkloadFacts): Reach {
    let reach = this.reached.get(workload.id);
    if (!reach) this.reached.set(workload.id, (reach = this.reachOf(workload)));
    return reach;
  }
  private reachOf(workload: WorkloadFacts): Reach {
    const services = new Set<ServiceFacts>(), externals = new Set<ExternalFacts>(), { index } = this.ctx;
    let api = false;
    for (const { to, only } of index.callsFrom.get(workload.id) ?? []) {
      if (to.kind === 'kubernetes-api') { api = true; continue; }
      const external = to.kind === 'external' ? index.external.get(to.id) : undefined, service = to.kind === 'service' ? index.service.get(to.id) : undefined;
      if (external) externals.add(external);
      if (!service) continue;
      services.add(service);
      for (const request of requestsOf(only)) for (const port of Closure.ports(request, service.ports)) for (const { end: { thing } } of this.follow(service, port, request, workload.id)) {
        if (isExternal(thing)) externals.add(thing); else services.add(thing);
      }
    }
    return { services, externals, api };
  }

  private readonly calling = new Map<string, Set<ServiceFacts | ExternalFacts>>();
  /** What the workloads and gateways of a mesh call from one namespace: what their mesh says of others' connections holds there. */
  calledFrom(mesh: Id, namespace: string): ReadonlySet<ServiceFacts | ExternalFacts> {
    const key = `${mesh} ${namespace}`;
    let all = this.calling.get(key);
    if (!all) {
      this.calling.set(key, (all = new Set()));
      const { index } = this.ctx;
      for (const w of index.model.workloads) if (w.mesh === mesh && w.meshed && index.namespaceName(w) === namespace) { const { services, externals } = this.reach(w); for (const thing of [...services, ...externals]) all.add(thing); }
      for (const g of index.model.gateways) {
        const at = g.namespace === undefined ? undefined : index.namespace.get(g.namespace);
        if (g.mesh === mesh && at?.mesh === mesh && at.name === namespace) for (const { end } of this.fromGateway(g)) all.add(end.thing);
      }
    }
    return all;
  }

  /** Who may send what to a workload. */
  admissions(workload: WorkloadFacts): readonly Admission[] {
    this.admitted ??= this.admissionsOfAll();
    const services = this.ctx.index.servicesOf.get(workload.id) ?? [];
    return [...services.flatMap((s) => this.admitted!.get(s.id) ?? []), ...this.allowed(workload), ...this.scraped(workload)];
  }

  private admissionsOfAll(): Map<Id, Admission[]> {
    const out = new Map<Id, Admission[]>(), { index } = this.ctx;
    const admit = (from: SourceFact, origin: Origin, { end, piece, widened }: Arrival): void => {
      const { id } = end.thing, list = out.get(id), a = admissionOf(from, origin, end.port, { piece, widened });
      if (list) list.push(a); else out.set(id, [a]);
    };
    for (const call of index.model.calls) {
      const host = call.to.kind === 'service' ? index.service.get(call.to.id) : undefined, caller = index.workload.get(call.from);
      // Without a proxy it has no identity that could be let in.
      if (!host || !caller?.meshed) continue;
      for (const a of this.sent(host, call.only, caller.id)) if (!isExternal(a.end.thing) && this.accepts(a.end.thing, caller.mesh)) admit({ kind: 'workload', id: caller.id }, call.origin, a);
    }
    for (const grant of index.model.grants) {
      const host = index.service.get(grant.service);
      if (!host) continue;
      const caller = grant.from.kind === 'workload' ? grant.from.id : undefined;
      if (grant.from.kind !== 'gateway') for (const a of this.sent(host, grant.only, caller)) if (a.end.thing.mesh === host.mesh) admit(grant.from, grant.origin, a);
      // Gateways, and routes of other owners, send to its endpoints past the rules of its host.
      if (grant.from.kind === 'gateway' || this.isReachedByOthers(host)) for (const request of requestsOf(grant.only)) for (const port of Closure.ports(request, host.ports)) admit(grant.from, grant.origin, { end: { thing: host, port, part: 1 }, piece: request, widened: NONE });
    }
    for (const gateway of index.model.gateways) for (const a of this.fromGateway(gateway)) if (!isExternal(a.end.thing) && this.accepts(a.end.thing, a.mesh)) admit({ kind: 'gateway', id: gateway.id }, a.origin, a);
    return out;
  }
  /** Calls of one's own mesh need no more than to be declared; others need a grant, unless all are accepted. */
  private accepts(service: ServiceFacts, caller: Id): boolean { return service.mesh === caller || this.ctx.index.mesh.get(service.mesh)?.callsFromOthers === 'ALLOWED'; }
  private sent(host: ServiceFacts, only: readonly RequestFacts[], caller: Id | undefined): readonly Arrival[] {
    return requestsOf(only).flatMap((request) => Closure.ports(request, host.ports).flatMap((port) => this.follow(host, port, request, caller)));
  }
  private fromGateway(gateway: GatewayFacts): readonly (Arrival & { readonly mesh: Id; readonly origin: Origin })[] {
    const { index } = this.ctx;
    return (index.routesOf.get(gateway.id) ?? []).flatMap((route) => entriesOf(route, undefined, []).flatMap((entry) => {
      const left = through({ piece: EVERY_REQUEST, widened: NONE }, entry, undefined);
      return left ? this.arrivals(entry, senderAt(index.model, route), left).map((a) => ({ ...a, mesh: route.mesh, origin: route.origin })) : [];
    }));
  }

  private others?: ReadonlySet<Id>;
  /** Whether a route of another owner's service sends to its endpoints. */
  private isReachedByOthers(service: ServiceFacts): boolean {
    this.others ??= new Set(this.ctx.index.model.services.flatMap((host) => host.ports.flatMap((port) => serviceEntries(this.ctx, host, port).flatMap((e) => this.arrivals(e, senderOn(port, e.facts), { piece: EVERY_REQUEST, widened: NONE })))
      .flatMap(({ end: { thing } }) => (thing.mesh !== host.mesh ? [thing.id] : []))));
    return this.others.has(service.id);
  }

  private allowed(workload: WorkloadFacts): readonly Admission[] {
    return serverPolicies(this.ctx, 'AccessPolicy', workload).flatMap(({ value, policy, ports }) => (value.audit ? [] : value.allow.flatMap((rule) => (rule.from.length === 0 ? [{ kind: 'anyone' } as const] : rule.from).flatMap((from) => requestsOf(rule.to).flatMap((r) => {
      const request = { ...r, claims: bothClaims(r.claims, rule.claims) };
      if (ports.length === 0) return [admissionOf(from, policy.origin, undefined, { piece: request, widened: NONE })];
      return Closure.ports(request, ports).map((port) => admissionOf(from, policy.origin, port, { piece: request, widened: NONE }));
    })))));
  }
  private scraped(workload: WorkloadFacts): readonly Admission[] {
    const ports = (this.ctx.index.servicesOf.get(workload.id) ?? []).flatMap((s) => s.ports);
    return scrapingOf(this.ctx, workload).flatMap(({ value, policy }) => (value.from.length === 0 ? [{ kind: 'anyone' } as const] : value.from).map((from): Admission => {
      const declared = ports.find((p) => p.containerPort === value.port);
      const what: Piece = declared && !isHttp(declared) ? EVERY_REQUEST : { methods: ['GET'], paths: [{ kind: 'exact', value: value.path }], claims: {} };
      return { ...what, from, port: value.port, origin: policy.origin, widened: NONE };
    }));
  }
}

function admissionOf(from: SourceFact, origin: Origin, port: PortFacts | undefined, { piece, widened }: Left): Admission {
  if (port === undefined || isHttp(port)) return { methods: piece.methods, paths: piece.paths, claims: piece.claims, from, origin, widened, ...(port && { port: port.containerPort }) };
  return { methods: [], paths: [], claims: {}, from, origin, port: port.containerPort, widened: looksAtHttp(piece) ? new Set<Widening>([...widened, 'bytes']) : widened };
}

/** What a match leaves of requests, after the rewrite of its rule; undefined: none of them is of it. */
function through({ piece, widened }: Left, { match, rule, hostname }: Entry & Pick<RouteEntry, 'rule'>, caller: Id | undefined): Left | undefined {
  if (match.from.length > 0 && caller !== undefined && !match.from.includes(caller)) return undefined;
  const methods = meet(piece.methods, match.methods);
  if (!methods) return undefined;
  const more = new Set(widened);
  if (match.headers.length + match.cookies.length + match.query.length > 0) more.add('values');
  if (hostname !== undefined) more.add('hostname');
  if (match.from.length > 0 && caller === undefined) more.add('caller');
  const { path } = match;
  let { paths } = piece;
  if (!everyPath(path)) {
    if (path!.kind === 'regex') more.add('regexPath');
    const within = paths.length > 0 ? paths.filter((p) => pathsMeet(p, path)).map((p) => narrower(p, path!)) : path!.kind === 'regex' ? [] : [path!];
    if (paths.length > 0 && within.length === 0) return undefined;
    paths = within;
  }
  const { action } = rule, rewrite = action.kind === 'forward' ? action.rewrite : undefined;
  if (rewrite?.regex) more.add('regexRewrite');
  return { piece: { methods, paths: rewrite ? rewritten(paths, path, rewrite) : paths, claims: piece.claims }, widened: more };
}
function meet<T>(a: readonly T[], b: readonly T[]): readonly T[] | undefined {
  if (a.length === 0 || b.length === 0) return a.length === 0 ? b : a;
  const both = a.filter((x) => b.includes(x));
  return both.length > 0 ? both : undefined;
}
/** Of two conditions that can both hold the one that says more; a regular expression cannot be said to a server. */
function narrower(p: PathFact, q: PathFact): PathFact {
  if (q.kind === 'regex' || p.kind === 'exact') return p;
  return q.kind === 'exact' || q.value.length > p.value.length ? q : p;
}
function rewritten(paths: readonly PathFact[], matched: PathFact | undefined, { path, prefix, regex }: RewriteFact): readonly PathFact[] {
  if (path !== undefined) return [{ kind: 'exact', value: path }];
  if (regex || (prefix !== undefined && matched?.kind === 'regex')) return [];
  if (prefix === undefined) return paths;
  const from = everyPath(matched) ? '/' : matched!.value, all: readonly PathFact[] = paths.length > 0 ? paths : [{ kind: 'prefix', value: from }];
  const out = all.map((p): PathFact => ({ kind: p.kind, value: p.kind === 'exact' && p.value === from ? (from === '/' ? join(prefix, '/x').slice(0, -1) : prefix) : join(prefix, from === '/' ? p.value : p.value.slice(from.length)) }));
  return out.some(everyPath) ? [] : out;
}
const join = (prefix: string, rest: string): string => `${prefix.replace(/\/$/, '')}${rest === '/' || rest === '' ? '' : rest}` || '/';

/** Whether nothing of these requests is left for the rules that follow. */
function takesAll(piece: Piece, { match: m, hostname }: Entry, caller: Id | undefined): boolean {
  if (hostname !== undefined || m.headers.length + m.cookies.length + m.query.length > 0) return false;
  if (m.from.length > 0 && !(caller !== undefined && m.from.includes(caller))) return false;
  if (m.methods.length > 0 && !(piece.methods.length > 0 && piece.methods.every((x) => m.methods.includes(x)))) return false;
  return everyPath(m.path) || (piece.paths.length > 0 && piece.paths.every((p) => (p.kind === 'exact' ? pathMeets(p.value, m.path!) : m.path!.kind === 'prefix' && below(p.value, m.path!.value) && !everyPath(p))));
}

/** A request with claims inside a rule with claims needs them all. */
function bothClaims(a: RequestFacts['claims'], b: RequestFacts['claims']): RequestFacts['claims'] {
  const out: Record<string, readonly string[]> = { ...a };
  for (const [name, values] of Object.entries(b)) out[name] = name in out ? out[name].filter((v) => values.includes(v)) : values;
  return out;
}
