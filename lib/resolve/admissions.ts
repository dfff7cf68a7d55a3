import type { CallFacts, GrantFacts, HttpMethodFact, Origin, PathFact, PortFacts, ServiceFacts, SourceFact, WorkloadFacts } from '../model';
import type { Context } from './context';
import type { Flows } from './flows';
import { hasHttpConditions, pieceWithin, portsOfRequest, requestsOf, type Piece } from './pieces';
import { isHttp } from './ports';
import type { Admission } from './resolved';
import { serverPoliciesOf } from './server-policies';
import { sourceKey } from './sources';

/** Collects who may reach a workload; what is admitted already is not repeated. */
class Admitted {
  private readonly bySource = new Map<string, Admission[]>();

  add(origin: Origin, from: SourceFact, ports: readonly PortFacts[], piece: Piece): void {
    if (ports.length === 1) { this.put(origin, from, [ports[0]!.containerPort], isHttp(ports[0]!) ? piece : NOTHING_SAID); return; }
    const plain = !hasHttpConditions(piece);
    if (plain) this.put(origin, from, ports.map((p) => p.containerPort), piece);
    else {
      const http = ports.filter(isHttp), other = ports.filter((p) => !isHttp(p));
      this.put(origin, from, http.map((p) => p.containerPort), piece);
      if (other.length > 0) this.put(origin, from, other.map((p) => p.containerPort), NOTHING_SAID);
    }
  }
  put(origin: Origin, from: SourceFact, ports: readonly number[], piece: Piece): void {
    if (ports.length === 0) return;
    this.keep({
      origin, from, ports: ports.length === 1 ? ports : [...new Set(ports)].sort((a, b) => a - b), claims: piece.claims,
      methods: piece.methods.length < 2 ? piece.methods : [...piece.methods].sort(), paths: piece.paths.length < 2 ? piece.paths : [...piece.paths].sort(byPath),
    });
  }
  /** All ports of a workload without services. */
  everywhere(origin: Origin, from: SourceFact, piece: Piece): void { this.keep({ origin, from, ports: [], methods: piece.methods, paths: piece.paths, claims: piece.claims }); }

  private keep(a: Admission): void {
    const key = sourceKey(a.from);
    const list = this.bySource.get(key);
    if (!list) { this.bySource.set(key, [a]); return; }
    if (list.some((b) => within(a, b))) return;
    this.bySource.set(key, [...list.filter((b) => !within(b, a)), a]);
  }
  list(): readonly Admission[] {
    return [...this.bySource.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([, list]) => (list.length === 1 ? list : list.map((a) => ({ a, key: JSON.stringify([a.ports, a.methods, a.paths, a.claims]) })).sort((x, y) => (x.key < y.key ? -1 : 1)).map((x) => x.a)));
  }
}
const NOTHING_SAID: Piece = { methods: [], paths: [], claims: {} };
const byPath = (a: PathFact, b: PathFact): number => (a.value < b.value ? -1 : a.value > b.value ? 1 : a.kind < b.kind ? -1 : 1);
const within = (a: Admission, b: Admission): boolean => (b.ports.length === 0 || (a.ports.length > 0 && a.ports.every((p) => b.ports.includes(p)))) && pieceWithin(a, b);

/** Whether a call or a route of one mesh is admitted at another's service without a grant. */
export const acceptsUnasked = (ctx: Context, service: ServiceFacts): boolean => ctx.index.mesh.get(service.mesh)?.callsFromOthers === 'ALLOWED';

/** Who may reach a workload: callers through the rules of the hosts they call, gateways, grants, `allow`, scrapers. */
export function admissionsOf(ctx: Context, flows: Flows, workload: WorkloadFacts): readonly Admission[] {
  const into = new Admitted();
  const services = ctx.index.servicesOf.get(workload.id) ?? [];
  for (const service of services) {
    for (const host of [service, ...flows.feeders(service)]) {
      const way: Way = { flows, host, service, into };
      for (const call of ctx.index.callsTo.get(host.id) ?? []) admitCall(ctx, call, way);
      if (host.mesh === service.mesh) for (const grant of ctx.index.grantsOf.get(host.id) ?? []) if (grant.from.kind !== 'gateway') admit(grant, grant.from, way);
    }
    // Gateways and routes of other owners send to its endpoints, past the rules of its host.
    const pastRules = flows.feeders(service).some((f) => f.mesh !== service.mesh);
    for (const grant of ctx.index.grantsOf.get(service.id) ?? []) {
      if (pastRules || grant.from.kind === 'gateway') for (const request of requestsOf(grant.only)) into.add(grant.origin, grant.from, portsOfRequest(request, service.ports), request);
    }
    for (const a of flows.gatewayArrivals(service)) {
      if (a.route.mesh === service.mesh || acceptsUnasked(ctx, service)) into.add(a.route.origin, { kind: 'gateway', id: a.gateway.id }, [a.port], a.piece);
    }
  }
  for (const { value, policy, ports } of serverPoliciesOf(ctx, 'AccessPolicy', workload)) {
    if (value.audit) continue;   // a dry run admits nobody
    for (const rule of value.allow) {
      for (const from of rule.from.length === 0 ? [{ kind: 'anyone' } as const] : rule.from) {
        for (const request of requestsOf(rule.to)) {
          const piece: Piece = { methods: request.methods, paths: request.paths, claims: mergeClaims(request.claims, rule.claims) };
          if (services.length === 0) into.everywhere(policy.origin, from, piece);
          else into.add(policy.origin, from, portsOfRequest({ ...request, claims: piece.claims }, ports), piece);
        }
      }
    }
  }
  for (const { value, policy } of serverPoliciesOf(ctx, 'MetricsScraping', workload)) {
    const declared = services.flatMap((s) => s.ports).find((p) => p.containerPort === value.port);
    const piece: Piece = declared && !isHttp(declared) ? NOTHING_SAID : { methods: ['GET'] satisfies HttpMethodFact[], paths: [{ kind: 'exact', value: value.path }], claims: {} };
    for (const from of value.from.length === 0 ? [{ kind: 'anyone' } as const] : value.from) into.put(policy.origin, from, [value.port], piece);
  }
  return into.list();
}

/** From the rules of a host to one of the services in front of a workload. */
interface Way { readonly flows: Flows; readonly host: ServiceFacts; readonly service: ServiceFacts; readonly into: Admitted }

function admitCall(ctx: Context, call: CallFacts, way: Way): void {
  const caller = ctx.index.workload.get(call.from);
  if (!caller?.meshed) return;   // without a proxy it has no identity to admit
  if (caller.mesh !== way.service.mesh && !acceptsUnasked(ctx, way.service)) return;   // what holds is the grant
  admit(call, { kind: 'workload', id: caller.id }, way);
}

function admit(what: CallFacts | GrantFacts, from: SourceFact, { flows, host, service, into }: Way): void {
  const routed = flows.of(host);
  for (const request of requestsOf(what.only)) {
    const ports = portsOfRequest(request, host.ports);
    if (!routed) { into.add(what.origin, from, ports, request); continue; }
    for (const port of ports) {
      for (const arrival of flows.follow(host, port, request, from.kind === 'workload' ? from.id : undefined)) {
        if (arrival.to.service === service) into.add(what.origin, from, [arrival.to.port], arrival.piece);
      }
    }
  }
}

/** A request with claims inside a rule with claims needs them all. */
function mergeClaims(a: Piece['claims'], b: Piece['claims']): Piece['claims'] {
  if (Object.keys(a).length === 0) return b;
  const out: Record<string, readonly string[]> = { ...a };
  for (const [name, values] of Object.entries(b)) out[name] = out[name] ? out[name].filter((v) => values.includes(v)) : values;
  return out;
}
