import type { GatewayFacts, GrantFacts, Id, Origin, RequestFacts, ServiceFacts, WorkloadFacts } from '../../model';
import { acceptsUnasked } from '../admissions';
import { CODES } from '../codes';
import type { Context } from '../context';
import type { Flows } from '../flows';
import { hasHttpConditions, pieceWithin, portsOfRequest, requestsOf } from '../pieces';
import { isHttp } from '../ports';
import type { Report } from '../report';
import { sourceCovers } from '../sources';
import { callArguments, variable } from '../spelling';

type Caller = WorkloadFacts | GatewayFacts;
/** Requests of another owner's caller that a service must allow. */
interface Need { readonly at: Origin; readonly caller: Caller; readonly requests: RequestFacts[] }
type Needs = Map<Id, Need>;

/** Calls and routes to another owner's services, and what these allow. */
export function grants(ctx: Context, report: Report, flows: Flows): void {
  const { model, index } = ctx;
  const behindRoutes = needsBehindRoutes(ctx, flows);
  for (const to of model.services) {
    const needs: Needs = behindRoutes.get(to.id) ?? new Map();
    for (const call of index.callsTo.get(to.id) ?? []) {
      const caller = index.workload.get(call.from);
      if (caller && caller.mesh !== to.mesh) add(needs, call.origin, caller, requestsOf(call.only));
    }
    for (const a of flows.gatewayArrivals(to)) if (a.route.mesh !== to.mesh) add(needs, a.route.origin, a.gateway, [{ ...a.piece, port: a.port.name }]);
    const given = index.grantsOf.get(to.id);
    if (needs.size > 0) missing(ctx, to, needs, given ?? [], report);
    for (const grant of given ?? []) wide(ctx, grant, to, needs, report);
  }
}
function add(needs: Needs, at: Origin, caller: Caller, requests: readonly RequestFacts[]): void {
  const need = needs.get(caller.id);
  if (need) need.requests.push(...requests);
  else needs.set(caller.id, { at, caller, requests: [...requests] });
}

/** A route of the host that was called may lead to a third owner's service. */
function needsBehindRoutes(ctx: Context, flows: Flows): Map<Id, Needs> {
  const found = new Map<Id, Needs>();
  for (const id of ctx.index.routesOf.keys()) {
    const host = ctx.index.service.get(id);
    if (!host || ![...flows.of(host)!.values()].some((f) => f.some((x) => x.to.some((t) => t.service && t.service.mesh !== host.mesh)))) continue;
    for (const call of ctx.index.callsTo.get(id) ?? []) {
      const caller = ctx.index.workload.get(call.from);
      if (!caller) continue;
      for (const request of requestsOf(call.only)) {
        for (const port of portsOfRequest(request, host.ports)) {
          for (const { to, piece } of flows.follow(host, port, request, caller.id)) {
            if (!to.service || to.service.mesh === caller.mesh || to.service.mesh === host.mesh) continue;
            const needs: Needs = found.get(to.service.id) ?? new Map();
            found.set(to.service.id, needs);
            add(needs, call.origin, caller, [{ ...piece, port: to.port.name }]);
          }
        }
      }
    }
  }
  return found;
}

function missing(ctx: Context, to: ServiceFacts, needs: Needs, given: readonly GrantFacts[], report: Report): void {
  const access = ctx.index.mesh.get(to.mesh)?.access;
  if (acceptsUnasked(ctx, to) || access === 'OPEN') return;
  const named = new Map<Id, GrantFacts[]>(), general: GrantFacts[] = [];
  for (const g of given) {
    if (g.from.kind !== 'workload' && g.from.kind !== 'gateway') { general.push(g); continue; }
    const list = named.get(g.from.id);
    if (list) list.push(g);
    else named.set(g.from.id, [g]);
  }
  for (const { at, caller, requests } of needs.values()) {
    if ('meshed' in caller && !caller.meshed) continue;   // it has no identity that could be granted anything
    const allowed = [...(named.get(caller.id) ?? []), ...general.filter((g) => sourceCovers(ctx, g.from, caller))].flatMap((g) => requestsOf(g.only));
    const left = requests.flatMap((r) => notIn(r, allowed, to));
    if (left.length === 0) continue;
    const shown = left.map((r) => (r.port !== undefined && (to.ports.length === 1 || (hasHttpConditions(r) && to.ports.filter(isHttp).length === 1)) ? { ...r, port: undefined } : r));
    report(CODES.missingGrant, at, `${caller.name} of ${caller.mesh} sends requests to ${to.name}, whose owner ${to.mesh} does not allow them`, {
      help: `${variable(to)}.allows(${variable(caller)}${shown.some((r) => callArguments([r]) === '') ? '' : callArguments(shown)});`, related: [to.origin], ...(access === 'AUDIT' ? { severity: 'warning' } : {}),
    });
  }
}

/** What of a request none of these allows: as a whole, or one method and path at a time where several allow it together. */
function notIn(r: RequestFacts, allowed: readonly RequestFacts[], to: ServiceFacts): readonly RequestFacts[] {
  if (allowed.some((g) => within(r, g, to))) return [];
  if (allowed.length === 0 || r.methods.length + r.paths.length < 2) return [r];
  const methods = r.methods.length === 0 ? [[]] : r.methods.map((m) => [m]);
  const paths = r.paths.length === 0 ? [[]] : r.paths.map((p) => [p]);
  const atoms = methods.flatMap((m) => paths.map((p): RequestFacts => ({ ...r, methods: m, paths: p })));
  const left = atoms.filter((a) => !allowed.some((g) => within(a, g, to)));
  return left.length === atoms.length ? [r] : left;
}
function within(r: RequestFacts, g: RequestFacts, to: ServiceFacts): boolean {
  if (!pieceWithin(r, g)) return false;
  if (g.port === undefined || g.port === r.port) return !hasHttpConditions(g) || hasHttpConditions(r) || portsOfRequest(r, to.ports).every(isHttp);
  return portsOfRequest(r, to.ports).every((p) => p.name === g.port);
}

/** A grant for a caller of this app that says more than the caller declares. Others may call from elsewhere. */
function wide(ctx: Context, grant: GrantFacts, to: ServiceFacts, needs: Needs, report: Report): void {
  if (grant.from.kind !== 'workload' && grant.from.kind !== 'gateway') return;
  const caller = ctx.index[grant.from.kind].get(grant.from.id);
  if (!caller || (grant.from.kind === 'workload' && caller.mesh === to.mesh)) return;
  const declared = needs.get(caller.id)?.requests.map((r) => (Object.keys(r.claims).length === 0 ? r : { ...r, claims: {} }));   // claims narrow a grant, never widen it
  const more = requestsOf(grant.only).flatMap((g) => notIn(g, declared ?? [], to));
  if (more.length === 0) return;
  report(CODES.wideGrant, grant.origin, declared
    ? `${to.name} allows ${caller.name} more than it declares to call${callArguments(more) === '' ? '' : `: ${callArguments(more).slice(2)}`}`
    : `${to.name} allows ${caller.name}, which declares no call of it`, { help: 'what holds is the grant: narrow it, or declare the call', related: [caller.origin] });
}
