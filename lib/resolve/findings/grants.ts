import type { GatewayFacts, GrantFacts, Origin, RequestFacts, ServiceFacts, WorkloadFacts } from '../../model';
import { acceptsUnasked } from '../admissions';
import { CODES } from '../codes';
import type { Context } from '../context';
import type { Flows } from '../flows';
import { pieceWithin, portsOfRequest, requestsOf, type Piece } from '../pieces';
import type { Report } from '../report';
import { sourceCovers } from '../sources';
import { callArguments, variable } from '../spelling';

type Caller = WorkloadFacts | GatewayFacts;

/** Calls and routes to another owner's services, and what these allow. */
export function grants(ctx: Context, report: Report, flows: Flows): void {
  const { model, index } = ctx;
  const needed = new Map<string, { readonly at: Origin; readonly caller: Caller; readonly to: ServiceFacts; readonly requests: RequestFacts[] }>();
  const need = (at: Origin, caller: Caller, to: ServiceFacts, request: RequestFacts): void => {
    const key = `${caller.id} ${to.id}`;
    const entry = needed.get(key) ?? { at, caller, to, requests: [] };
    entry.requests.push(request);
    needed.set(key, entry);
  };

  for (const call of model.calls) {
    const host = call.to.kind === 'service' ? index.service.get(call.to.id) : undefined;
    const caller = index.workload.get(call.from);
    if (!host || !caller) continue;
    const foreign = host.mesh !== caller.mesh;
    if (!foreign && !flows.of(host)) continue;
    for (const request of requestsOf(call.only)) {
      if (foreign) need(call.origin, caller, host, request);
      if (!flows.of(host)) continue;
      for (const port of portsOfRequest(request, host.ports)) {
        for (const { to, piece } of flows.follow(host, port, request, caller.id)) {
          if (to.service && to.service.mesh !== caller.mesh && to.service.mesh !== host.mesh) need(call.origin, caller, to.service, { ...piece, port: to.port.name });
        }
      }
    }
  }
  for (const service of model.services) for (const a of flows.gatewayArrivals(service)) if (a.route.mesh !== service.mesh) need(a.route.origin, a.gateway, service, { ...a.piece, port: a.port.name });

  for (const { at, caller, to, requests } of needed.values()) {
    const access = index.mesh.get(to.mesh)?.access;
    if (acceptsUnasked(ctx, to) || access === 'OPEN' || ('meshed' in caller && !caller.meshed)) continue;
    const given = (index.grantsOf.get(to.id) ?? []).filter((g) => sourceCovers(ctx, g.from, caller)).flatMap((g) => requestsOf(g.only));
    const missing = requests.filter((r) => !atoms(r).every((a) => given.some((g) => allows(g, a, to))));
    if (missing.length === 0) continue;
    const shown = missing.map((r) => (to.ports.length === 1 || ('listeners' in caller) && to.ports.filter((p) => p.name === r.port).length === to.ports.length ? { ...r, port: undefined } : r));
    report(CODES.missingGrant, at, `${caller.name} of ${caller.mesh} sends requests to ${to.name}, whose owner ${to.mesh} does not allow them`, {
      help: `${variable(to)}.allows(${variable(caller)}${shown.some((r) => callArguments([r]) === '') ? '' : callArguments(shown)});`, related: [to.origin], ...(access === 'AUDIT' ? { severity: 'warning' } : {}),
    });
  }
  for (const grant of model.grants) wide(ctx, grant, needed.get(`${grant.from.kind === 'workload' || grant.from.kind === 'gateway' ? grant.from.id : ''} ${grant.service}`)?.requests, report);
}

/** One method and one path at a time, so that several grants can allow a call together. */
function atoms(r: RequestFacts): readonly (Piece & { readonly port?: string })[] {
  const methods = r.methods.length === 0 ? [[]] : r.methods.map((m) => [m]);
  const paths = r.paths.length === 0 ? [[]] : r.paths.map((p) => [p]);
  return methods.flatMap((m) => paths.map((p) => ({ methods: m, paths: p, claims: r.claims, port: r.port })));
}
const allows = (grant: RequestFacts, a: Piece & { readonly port?: string }, to: ServiceFacts): boolean =>
  pieceWithin(a, grant) && portsOfRequest({ ...a, port: a.port }, to.ports).every((p) => portsOfRequest(grant, to.ports).includes(p));

/** A grant for a caller of this app that says more than the caller declares. Others may call from elsewhere. */
function wide(ctx: Context, grant: GrantFacts, declared: readonly RequestFacts[] | undefined, report: Report): void {
  if (grant.from.kind !== 'workload' && grant.from.kind !== 'gateway') return;
  const caller = ctx.index[grant.from.kind].get(grant.from.id), to = ctx.index.service.get(grant.service);
  if (!caller || !to || (grant.from.kind === 'workload' && caller.mesh === to.mesh)) return;
  const more = requestsOf(grant.only).filter((g) => !atoms(g).every((a) => (declared ?? []).some((d) => withoutClaims(d, a, to))));
  if (more.length === 0) return;
  report(CODES.wideGrant, grant.origin, declared
    ? `${to.name} allows ${caller.name} more than it declares to call${callArguments(more) === '' ? '' : `: ${callArguments(more).slice(2)}`}`
    : `${to.name} allows ${caller.name}, which declares no call of it`, { help: 'what holds is the grant: narrow it, or declare the call', related: [caller.origin] });
}
/** Claims narrow a grant, never widen it. */
const withoutClaims = (declared: RequestFacts, a: Piece & { readonly port?: string }, to: ServiceFacts): boolean => allows({ ...declared, claims: {} }, a, to);
