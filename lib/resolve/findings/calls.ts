import type { CallFacts, ExternalFacts, ServiceFacts } from '../../model';
import { admissionsOf } from '../admissions';
import { requestMatches } from '../client-policies';
import { CODES } from '../codes';
import type { Context } from '../context';
import type { Flows } from '../flows';
import { matchesApart } from '../match-and';
import { mtlsOf } from '../mtls';
import { portsOfRequest, requestsOf } from '../pieces';
import { isHttp } from '../ports';
import type { Report } from '../report';
import { variable } from '../spelling';

/** Calls that contradict each other, callers that cannot be told, services without callers. */
export function calls(ctx: Context, report: Report, flows: Flows): void {
  const { model, index } = ctx;
  for (const [id, list] of index.callsTo) {
    const callee = index.service.get(id) ?? index.external.get(id);
    if (callee && list.length > 1) options(callee, list, report);
  }
  for (const call of model.calls) {
    const caller = index.workload.get(call.from);
    if (caller && !caller.meshed && call.to.kind === 'service') unmeshed(ctx, flows, call, report);
  }
  for (const grant of model.grants) {
    const from = grant.from.kind === 'workload' ? index.workload.get(grant.from.id) : undefined;
    if (from && !from.meshed) report(CODES.unmeshedCaller, grant.origin, `${from.name} has no proxy, so nothing can be allowed to it by name`, { help: 'allow its address: Source.cidr(\'…\')', related: [from.origin] });
  }
  for (const service of model.services) {
    if (index.mesh.get(service.mesh)?.access !== 'DECLARED_CALLS' || index.callsTo.has(service.id) || index.grantsOf.has(service.id)) continue;
    if (!index.workload.get(service.workload)?.meshed || flows.gatewayArrivals(service).length > 0 || flows.feeders(service).length > 0) continue;
    if (ctx.policies.all('AccessPolicy', service).some((p) => p.value !== 'off' && !p.value.audit && p.value.allow.length > 0)) continue;
    report(CODES.nobodyCalls, service.origin, `nobody may call ${service.name}: no call of it is declared, and no route leads there`, { help: `declare who does: caller.calls(${variable(service)})` });
  }
}

/** Several calls of one caller add up; where they overlap their options are the same. */
function options(callee: ServiceFacts | ExternalFacts, list: readonly CallFacts[], report: Report): void {
  const byCaller = new Map<string, CallFacts[]>();
  for (const call of list) {
    if (call.timeout === undefined && call.retries === undefined) continue;
    const before = byCaller.get(call.from) ?? [];
    byCaller.set(call.from, before);
    for (const other of before) {
      if (JSON.stringify([call.timeout, call.retries]) === JSON.stringify([other.timeout, other.retries])) continue;
      const overlap = callee.ports.some((port) => isHttp(port) && requestMatches(call.only, port).some((a) => requestMatches(other.only, port).some((b) => !matchesApart(a, b))));
      if (overlap) report(CODES.callOptions, call.origin, `two calls of ${callee.name} are about the same requests and have different options`, { help: 'make the options equal, or limit the calls to different requests with `only`', related: [other.origin, callee.origin] });
    }
    before.push(call);
  }
}

/** Without a proxy a caller sends plaintext and has no identity: the port must take it, and somebody without identity must be allowed. */
function unmeshed(ctx: Context, flows: Flows, call: CallFacts, report: Report): void {
  const caller = ctx.index.workload.get(call.from), to = call.to.kind === 'service' ? ctx.index.service.get(call.to.id) : undefined;
  const workload = to && ctx.index.workload.get(to.workload);
  if (!caller || !to || !workload?.meshed) return;
  const mtls = mtlsOf(ctx, workload);
  const ports = new Set(requestsOf(call.only).flatMap((r) => portsOfRequest(r, to.ports)));
  const strict = [...ports].some((p) => (mtls.ports.get(p.containerPort) ?? mtls.mode) === 'STRICT');
  const open = ctx.index.mesh.get(to.mesh)?.access === 'OPEN';
  const admitted = open || admissionsOf(ctx, flows, workload).some((a) => a.from.kind === 'anyone' || a.from.kind === 'cidr' || (a.from.kind === 'except' && a.from.of.kind === 'anyone'));
  if (!strict && admitted) return;
  const name = variable(to);
  const lines = [
    ...(strict ? [`new MtlsPolicy(${name}, 'plaintext', { mode: MtlsMode.PERMISSIVE });`] : []),
    ...(admitted ? [] : [`new AccessPolicy(${name}, 'no-identity', { allow: [{ from: [Source.cidr('…')] }] });`]),
  ];
  report(CODES.unmeshedCaller, call.origin, `${caller.name} has no proxy, so ${to.name} ${strict ? 'refuses its plaintext' : 'cannot tell it from others and refuses it'}`, { help: lines.join(' '), related: [to.origin, caller.origin] });
}
