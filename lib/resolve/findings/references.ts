import type { Id, Origin, RequestFacts, ServiceFacts } from '../../model';
import { CODES } from '../codes';
import type { Context } from '../context';
import { kindOf } from '../policies';
import { isHttp, list } from '../ports';
import { hasHttpConditions } from '../pieces';
import type { Report } from '../report';

/** Things that are named and are not there. */
export function references(ctx: Context, report: Report): void {
  const { model, index } = ctx;
  const missing = (at: Origin, what: string, id: Id): void => report(CODES.notInApp, at, `${what} ${id} is not part of this app`, { help: 'meshes that name each other\'s constructs are declared in one app' });
  const requests = (at: Origin, service: ServiceFacts, only: readonly RequestFacts[]): void => {
    for (const r of only) checkRequest(at, service, r, report);
  };

  for (const s of model.services) if (!index.workload.has(s.workload)) missing(s.origin, 'the workload', s.workload);
  for (const c of model.calls) {
    if (!index.workload.has(c.from)) missing(c.origin, 'the caller', c.from);
    if (c.to.kind === 'service') {
      const service = index.service.get(c.to.id);
      if (!service) missing(c.origin, 'the callee', c.to.id);
      else {
        requests(c.origin, service, c.only);
        if ((c.timeout !== undefined || c.retries !== undefined) && !service.ports.some(isHttp)) report(CODES.httpConditionOnTcp, c.origin, `a call of ${service.name} has a timeout or retries, but ${service.name} has no port that speaks HTTP`, { related: [service.origin] });
      }
    } else if (c.to.kind === 'external' && !index.external.has(c.to.id)) missing(c.origin, 'the callee', c.to.id);
  }
  for (const e of model.externals) if (e.via !== undefined && !index.gateway.has(e.via)) missing(e.origin, 'the egress gateway', e.via);
  for (const g of model.grants) {
    const service = index.service.get(g.service);
    if (!service) missing(g.origin, 'the service', g.service);
    else requests(g.origin, service, g.only);
  }
  for (const r of model.routes) {
    if (!(r.parent.kind === 'service' ? index.service : index.gateway).has(r.parent.id)) missing(r.origin, 'the parent', r.parent.id);
    for (const rule of r.rules) for (const m of rule.matches) for (const from of m.from) if (!index.workload.has(from)) missing(r.origin, 'the caller', from);
  }
  for (const s of model.splits) if (!index.service.has(s.service)) missing(s.origin, 'the service', s.service);
  for (const p of model.policies) {
    for (const c of p.covers) {
      if (c.level === 'group') continue;
      const map = c.level === 'version' ? index.service : index[c.level];
      if (map.has(c.id)) {
        if (c.level === 'version' && !index.workload.get(index.service.get(c.id)!.workload)?.versions.some((v) => v.name === c.version)) report(CODES.unknownVersion, p.origin, `${index.service.get(c.id)!.name} has no version \`${c.version}\``, { related: [index.service.get(c.id)!.origin] });
        if (c.level !== 'service' || p.value === 'off') continue;
        const service = index.service.get(c.id)!;
        for (const r of kindOf(p.kind)?.requests?.(p.value) ?? []) checkRequest(p.origin, service, r, report);
        for (const name of kindOf(p.kind)?.portNames?.(p.value) ?? []) if (!service.ports.some((x) => x.name === name)) report(CODES.unknownPort, p.origin, `${service.name} has no port \`${name}\``, { help: `its ports are ${list(service.ports)}`, related: [service.origin] });
      } else if (kindOf(p.kind)?.side === 'client') report(CODES.policyOutsideApp, p.origin, `${p.kind} covers ${c.id}, which is not part of this app`, { help: 'declare the mesh that owns it in the same app, or let its owner declare the policy' });
      else missing(p.origin, 'what it covers,', c.id);
    }
  }
}

function checkRequest(at: Origin, service: ServiceFacts, r: RequestFacts, report: Report): void {
  if (r.port === undefined) {
    if (hasHttpConditions(r) && !service.ports.some(isHttp)) report(CODES.httpConditionOnTcp, at, `methods, paths and claims are known on HTTP ports only, and ${service.name} has none`, { help: `its ports are ${list(service.ports)}`, related: [service.origin] });
    return;
  }
  const port = service.ports.find((p) => p.name === r.port);
  if (!port) report(CODES.unknownPort, at, `${service.name} has no port \`${r.port}\``, { help: `its ports are ${list(service.ports)}`, related: [service.origin] });
  else if (!isHttp(port) && hasHttpConditions(r)) report(CODES.httpConditionOnTcp, at, `methods, paths and claims are known on HTTP ports only, and port ${port.name} of ${service.name} speaks ${port.protocol}`, { help: `leave them out: Call.port('${port.name}')`, related: [service.origin] });
}
