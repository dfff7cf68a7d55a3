import { plantedIn, type Mutant } from './mutant';

/** Programs, small and large: what a model means is compared with what its manifests mean. */
const PROGRAMS = 'test/law/law.test.ts: manifests mean (?!60 |any app|and that)', MEANING = 'test/meaning';
const LAW = [MEANING, PROGRAMS];
const m = plantedIn('lib/meaning/');

/** Bugs in what a model means. */
export const meaning: readonly Mutant[] = [
  // order of rules
  m('any prefix is as good as another', 'order.ts', 'path === 2 ? m.path!.value.length : 0', '0', ...LAW),
  m('headers before methods', 'order.ts', 'm.methods.length > 0 ? 1 : 0, m.headers.length + m.cookies.length,', 'm.headers.length + m.cookies.length, m.methods.length > 0 ? 1 : 0,', ...LAW),
  m('any wildcard is as good as another', 'order.ts', "name.startsWith('*') ? name.length : 1000", "name.startsWith('*') ? 2 : 1000", ...LAW),
  m('the order inside of a route is lost', 'order.ts', 'a.route === b.route ? a.index < b.index : moreSpecific(a, b) < 0', 'moreSpecific(a, b) < 0', ...LAW),
  m('a prefix is of text', 'conditions.ts', "path.kind === 'prefix' ? 'segments' : path.kind", 'path.kind', ...LAW),
  m('a condition that must not hold must', 'conditions.ts', 'return v.not ? not(is) : is;', 'return is;', ...LAW),
  m('a rule for some callers is for all', 'rules.ts', 'match.from.length === 0 || (workload !== undefined && match.from.includes(workload.id))', 'match.from.length === 0 || workload !== undefined', ...LAW),

  // where it ends
  m('a split is not looked at', 'destinations.ts', "to.kind === 'service' ? index.split.get(thing.id) : undefined", 'undefined as ReturnType<typeof index.split.get>', ...LAW),
  m('a version that a split leaves out gets a share', 'destinations.ts', '.filter(([, w]) => w > 0)', '', ...LAW),
  m('weights of backends are percent', 'destinations.ts', 'b.weight / total', 'b.weight / 1000', ...LAW),
  m('backends without weight have policies', 'destinations.ts', '.filter((b) => backends.length === 1 || b.weight > 0)', '', ...LAW),
  m('hosts outside are dialled past their gateway', 'forward.ts', 'host: via ? gatewayName(ctx, via) : name ?? nameOf(ctx, thing)', 'host: name ?? nameOf(ctx, thing)', ...LAW),
  m('a mirror is whole', 'forward.ts', 'endsOf(ctx.index, mirror, sender, mirror.percent)', 'endsOf(ctx.index, mirror, sender, 100)', ...LAW),

  // policies of clients
  m('the policy before what the rule says', 'forward.ts', '(stated === undefined ? policy : { value: stated, from: declared(at) })', '(policy ?? (stated === undefined ? undefined : { value: stated, from: declared(at) }))', ...LAW),
  m('retries without conditions have none', 'forward.ts', 'on.length > 0 ? on : facts.retryOn', 'on', ...LAW),
  m('the owner before the caller', 'policies.ts', '(client === ownerOf(thing) ? undefined : this.said(kind, thing, client, version)) ?? this.said(kind, thing, ownerOf(thing), version)', 'this.said(kind, thing, ownerOf(thing), version) ?? this.said(kind, thing, client, version)', ...LAW),
  m('a group before its member', 'policies.ts', '...(level ? [{ level, id: thing.id }] : []), ...groups, ...above', '...groups, ...(level ? [{ level, id: thing.id }] : []), ...above', ...LAW),
  m('the widest section of telemetry', 'policies.ts', 'section !== undefined && !(name in out)', 'section !== undefined', ...LAW),
  m('outlier detection counts what is not named', 'connection.ts', 'consecutive5xx: o.consecutive5xx ?? 0', 'consecutive5xx: o.consecutive5xx ?? 5', ...LAW),
  m('limits of requests on ports of bytes', 'connection.ts', 'http && p.maxRequests !== undefined', 'p.maxRequests !== undefined', ...LAW),

  // who may call whom
  m('copies need no admission', 'closure.ts', ', ...(action.mirror ? endsOf(this.ctx.index, action.mirror, sender) : [])]', ']', ...LAW),
  m('paths before the rewrite are admitted', 'closure.ts', 'paths: rewrite ? rewritten(paths, path, rewrite) : paths', 'paths', ...LAW),
  m('others need grants where all are accepted', 'closure.ts', " || this.ctx.index.mesh.get(service.mesh)?.callsFromOthers === 'ALLOWED'", '', ...LAW),
  m('a rule that takes everything leaves the rest', 'closure.ts', '      if (takesAll(request, entry, caller)) return out;\n', '', ...LAW),
  m('a rehearsed policy admits', 'closure.ts', 'value.audit ? [] : value.allow', 'value.allow', ...LAW),
  m('audit enforces denials', 'gate.ts', 'dryRun: rehearsed || value.audit', 'dryRun: value.audit', ...LAW),
  m('who meets a requirement is denied', 'gate.ts', 'not(all([anySource(rule.from, who), claimsAre(rule.claims)]))', 'all([anySource(rule.from, who), claimsAre(rule.claims)])', ...LAW),
  m('an exception with claims needs no token', 'gate.ts', ' && Object.keys(r.claims).length === 0', '', ...LAW),
  m('a gateway asks for the address of the peer', 'gate.ts', "who = identities(ctx, 'client')", "who = identities(ctx, 'peer')", ...LAW),
  m('a scraped port stays strict', 'mtls.ts', "scraping && found.value === 'STRICT' ?", "scraping && found.value === 'DISABLE' ?", ...LAW),
  m('the mode of a port is not looked at', 'mtls.ts', '(port !== undefined ? held.value.ports[port] : undefined) ?? held.value.mode', 'held.value.mode', ...LAW),

  // what is seen, and gateways
  m('everything may leave', 'client.ts', "this.mesh.egress === 'DECLARED' ? 'refuse' : 'allow'", "'allow'", ...LAW),
  m('the own namespace is not seen', 'client.ts', " || (visibility === 'NAMESPACE' && h.namespace === this.workload.namespace)", '', ...LAW),
  m('an egress gateway is not seen', 'client.ts', '      if (via) names.add(gatewayName(this.ctx, via));\n', '', ...LAW),
  m('a narrower route is redirected', 'gateway.ts', 'if (rank > 0 && rank >= own)', 'if (rank > 0)', ...LAW),
  m('a route is on every listener', 'gateway.ts', ' && (r.port === undefined || r.port === l.name)', '', ...LAW),
  m('an egress gateway tries again', 'gateway.ts', 'this.triedOnce(external, port) ?', 'external.id === port.name ?', ...LAW),
];
