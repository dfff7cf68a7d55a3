import type { ExternalFacts, FaultFact, Id, MatchFacts, Origin, PolicyFacts, ServiceFacts } from '../../model';
import { perTryMessage } from '../client-policies';
import { CODES } from '../codes';
import type { Context } from '../context';
import { EVERY_REQUEST, matchesApart } from '../match-and';
import { kindOf } from '../policies';
import type { Report } from '../report';

/** Values of policies that do not go together. */
export function policyValues(ctx: Context, report: Report): void {
  for (const s of [...ctx.model.services, ...ctx.model.externals]) {
    tries(ctx, s, s.mesh, report);
    for (const mesh of new Set(ctx.policies.foreignOn(s).map((p) => p.mesh))) {
      tries(ctx, s, mesh, report);
      faults(ctx, s, mesh, report);
    }
    faults(ctx, s, s.mesh, report);
  }
  for (const p of ctx.model.policies) {
    if (p.kind === 'AccessPolicy' && p.value !== 'off' && (p.value as { allow: readonly unknown[] }).allow.length > 0) {
      const gateway = p.covers.find((c) => c.level === 'gateway');
      if (gateway) report(CODES.allowOnGateway, p.origin, `anyone may send to the listeners of ${gateway.id}, so \`allow\` adds nothing there`, { help: 'say whom you require: `require: [{ from: [ … ] }]`' });
    }
  }
  for (const c of ctx.model.calls) {
    if (typeof c.retries !== 'object' || c.retries.perTryTimeout === undefined || c.to.kind === 'kubernetes-api') continue;
    const to = ctx.index[c.to.kind].get(c.to.id);
    const policy = to && c.timeout === undefined ? ctx.policies.forClient('TimeoutPolicy', to, c.mesh)?.value : undefined;
    const all = c.timeout ?? (policy && policy !== 'off' ? policy.request : undefined);
    if (all !== undefined && c.retries.perTryTimeout > all) report(CODES.perTryBeyondTimeout, c.origin, perTryMessage(c.retries.perTryTimeout, all), { help: 'shorten `perTryTimeout`, or give the request more time' });
  }
  claims(ctx, report);
}

function tries(ctx: Context, s: ServiceFacts | ExternalFacts, client: Id, report: Report): void {
  const retry = ctx.policies.forClient('RetryPolicy', s, client);
  if (!retry || retry.value === 'off' || retry.value.perTryTimeout === undefined) return;
  const timeout = ctx.policies.forClient('TimeoutPolicy', s, client);
  if (!timeout || timeout.value === 'off' || retry.value.perTryTimeout <= timeout.value.request) return;
  report(CODES.perTryBeyondTimeout, retry.policy.origin, perTryMessage(retry.value.perTryTimeout, timeout.value.request), { help: 'shorten `perTryTimeout`, or give the request more time', related: [timeout.policy.origin] });
}

function faults(ctx: Context, s: ServiceFacts | ExternalFacts, mesh: Id, report: Report): void {
  const all = ctx.policies.all('FaultInjection', s, mesh);
  if (all.length < 2) return;
  const matches = (p: PolicyFacts): readonly MatchFacts[] => { const m = (p.value as FaultFact & { matches: readonly MatchFacts[] }).matches; return m.length === 0 ? [EVERY_REQUEST] : m; };
  for (let i = 1; i < all.length; i++) {
    for (let j = 0; j < i; j++) {
      if (matches(all[i]!).some((a) => matches(all[j]!).some((b) => !matchesApart(a, b)))) report(CODES.faultOverlap, all[i]!.origin, `a request to ${s.name} can have this fault and that of ${all[j]!.origin.path}`, { help: 'limit them to different requests with `matches`', related: [all[j]!.origin] });
    }
  }
}

/** Claims are read only where a token is verified. One finding for a policy, whatever it covers. */
function claims(ctx: Context, report: Report): void {
  const { model, index, policies } = ctx;
  const unverified = new Map<Origin, string[]>();
  const need = (at: Origin, s: ServiceFacts): void => {
    if (policies.all('JwtPolicy', s).length > 0) return;
    const names = unverified.get(at);
    if (!names) unverified.set(at, [s.name]);
    else if (!names.includes(s.name)) names.push(s.name);
  };
  const some = (list: readonly { readonly claims: object }[]): boolean => list.some((r) => Object.keys(r.claims).length > 0);
  for (const c of model.calls) {
    const to = c.to.kind === 'service' && some(c.only) ? index.service.get(c.to.id) : undefined;
    if (to && (to.mesh === c.mesh || index.mesh.get(to.mesh)?.callsFromOthers === 'ALLOWED')) need(c.origin, to);
  }
  for (const g of model.grants) if (some(g.only)) { const s = index.service.get(g.service); if (s) need(g.origin, s); }
  const kinds = new Set(model.policies.filter((p) => p.value !== 'off' && some(kindOf(p.kind)?.requests?.(p.value) ?? [])).map((p) => p.kind));
  for (const kind of kinds) {
    for (const s of [...model.services, ...model.gateways]) {
      for (const p of policies.all(kind as 'AccessPolicy', s)) {
        if (!some(kindOf(p.kind)!.requests!(p.value))) continue;
        if ('workload' in s) { if (s.ports.some((x) => x.protocol === 'http' || x.protocol === 'http2' || x.protocol === 'grpc')) need(p.origin, s); } else if (policies.all('JwtPolicy', s).length === 0) unverified.set(p.origin, [...(unverified.get(p.origin) ?? []), s.name]);
      }
    }
  }
  for (const [at, names] of unverified) {
    report(CODES.claimsWithoutJwt, at, `claims are read at ${names.slice(0, 3).join(', ')}${names.length > 3 ? ` and ${names.length - 3} more` : ''}, where no JwtPolicy verifies tokens`, { help: `new JwtPolicy(${names[0]}, 'tokens', { issuer: 'https://…' })` });
  }
}
