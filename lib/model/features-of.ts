import type { Feature } from './features';
import type { Id, Origin } from './ids';
import type { MeshModel } from './model';
import { policyKinds } from './policies';
import type { ActionFact, MatchFacts, RuleFacts, ValueFact } from './route-facts';

type Ask = (feature: Feature, origin: Origin, asked?: boolean) => void;

/** Every feature that meshes of a model ask for, with the first construct that does. `of`: all meshes where left out. */
export function featuresOf(model: MeshModel, of?: readonly Id[]): ReadonlyMap<Feature, Origin> {
  const found = new Map<Feature, Origin>();
  const isOurs = ({ path }: Origin): boolean => of === undefined || of.length === model.meshes.length || of.some((id) => path === id || path.startsWith(`${id}/`));
  const ask: Ask = (feature, origin, asked = true) => { if (asked && !found.has(feature) && isOurs(origin)) found.set(feature, origin); };
  meshes(model, ask);
  services(model, ask);
  gateways(model, ask);
  routes(model, ask);
  calls(model, ask);
  policies(model, ask);
  return found;
}

function meshes(model: MeshModel, ask: Ask): void {
  for (const m of model.meshes) {
    ask('mtls', m.origin);
    ask('access.audit', m.origin, m.access === 'AUDIT');
    ask('access.open', m.origin, m.access === 'OPEN');
    ask('visibility.namespace', m.origin, m.visibility === 'NAMESPACE');
    ask('visibility.all', m.origin, m.visibility === 'ALL');
    ask('egress.any', m.origin, m.egress === 'ANY');
    ask('owns-cluster', m.origin, m.ownsCluster);
  }
}

function services(model: MeshModel, ask: Ask): void {
  const behind = new Map<string, number>();
  for (const s of model.services) {
    behind.set(s.workload, (behind.get(s.workload) ?? 0) + 1);
    ask(s.existing ? 'service.existing' : 'service', s.origin);
    ask('service.headless', s.origin, s.headless);
    ask('service.versions', s.origin, s.versioned);
    for (const p of s.ports) ask(`port.${p.protocol}`, s.origin);
  }
  for (const w of model.workloads) {
    const count = behind.get(w.id) ?? 0;
    ask('workload.without-service', w.origin, count === 0);
    ask('workload.shared', w.origin, count > 1);
    ask('workload.unmeshed', w.origin, !w.meshed);
    for (const v of w.versions) ask(`workload.${v.pods.kind}`, w.origin);
  }
  for (const e of model.externals) {
    ask('external', e.origin);
    ask('external.static', e.origin, e.resolution === 'STATIC');
    ask('external.none', e.origin, e.resolution === 'NONE');
    ask('external.tls-origination', e.origin, e.tls !== undefined);
    ask('external.egress-gateway', e.origin, e.via !== undefined);
    for (const p of e.ports) ask(`port.${p.protocol}`, e.origin);
  }
}

const LISTENER_FEATURE = { HTTP: 'gateway.http', HTTPS: 'gateway.https', TLS_PASSTHROUGH: 'gateway.tls-passthrough', TCP: 'gateway.tcp' } as const;
function gateways(model: MeshModel, ask: Ask): void {
  for (const g of model.gateways) {
    ask(g.managed ? 'gateway.managed' : 'gateway.existing', g.origin);
    ask('external.egress-gateway', g.origin, g.role === 'egress');
    for (const l of g.listeners) {
      ask(LISTENER_FEATURE[l.protocol], g.origin);
      ask('gateway.mutual-tls', g.origin, l.certificate?.mutual === true);
      ask('gateway.redirect', g.origin, l.redirectToHttps);
    }
  }
}

function routes(model: MeshModel, ask: Ask): void {
  const owner = new Map([...model.services, ...model.gateways].map((x) => [x.id, x.mesh]));
  for (const r of model.routes) {
    ask(`route.${r.kind}`, r.origin);
    ask('route.priority', r.origin, r.priority !== undefined);
    ask('route.hostnames', r.origin, r.parent.kind === 'service' && r.hostnames.length > 0);
    ask('route.other-owner', r.origin, owner.get(r.parent.id) !== r.mesh);
    for (const rule of r.rules) ruleFeatures(rule, r.origin, ask);
  }
  for (const s of model.splits) ask('split', s.origin);
}
function ruleFeatures(rule: RuleFacts, origin: Origin, ask: Ask): void {
  for (const m of rule.matches) matchFeatures(m, origin, ask);
  ask('action.headers', origin, rule.requestHeaders !== undefined || rule.responseHeaders !== undefined);
  ask('action.cors', origin, rule.cors !== undefined);
  actionFeatures(rule.action, origin, ask);
}
function matchFeatures(m: MatchFacts, origin: Origin, ask: Ask): void {
  if (m.path) ask(`match.path.${m.path.kind}`, origin);
  ask('match.method', origin, m.methods.length > 0);
  ask('match.from', origin, m.from.length > 0);
  ask('match.query', origin, m.query.length > 0);
  const negated = (v: ValueFact): boolean => v.not;
  ask('match.header', origin, m.headers.length > 0);
  ask('match.header.not', origin, m.headers.some(negated));
  ask('match.cookie', origin, m.cookies.length > 0);
  ask('match.cookie.not', origin, m.cookies.some(negated));
}
function actionFeatures(a: ActionFact, origin: Origin, ask: Ask): void {
  if (a.kind !== 'forward') { ask(`action.${a.kind}`, origin); return; }
  ask('action.split', origin, a.backends.length > 1);
  ask('action.rewrite', origin, a.rewrite !== undefined);
  ask('action.rewrite.regex', origin, a.rewrite?.regex !== undefined);
  ask('action.mirror', origin, a.mirror !== undefined);
  ask('action.timeout', origin, a.timeout !== undefined);
  ask('action.retries', origin, a.retries !== undefined);
  ask('action.fault', origin, a.fault !== undefined && a.fault !== 'off');
}

function calls(model: MeshModel, ask: Ask): void {
  const owner = new Map([...model.services, ...model.externals].map((x) => [x.id, x.mesh]));
  for (const c of model.calls) {
    ask('call', c.origin);
    ask('call.requests', c.origin, c.only.length > 0);
    ask('call.claims', c.origin, c.only.some((r) => Object.keys(r.claims).length > 0));
    ask('call.options', c.origin, c.timeout !== undefined || c.retries !== undefined);
    if (c.to.kind === 'kubernetes-api') { ask('call.kubernetes-api', c.origin); continue; }
    ask('call.external', c.origin, c.to.kind === 'external');
    ask('call.other-owner', c.origin, (owner.get(c.to.id) ?? c.mesh) !== c.mesh);
  }
  for (const g of model.grants) ask('grant', g.origin);
}

function policies(model: MeshModel, ask: Ask): void {
  const kinds = new Map<string, (value: never) => readonly Feature[]>(policyKinds.map((k) => [k.kind, k.features]));
  const owner = new Map([...model.namespaces, ...model.services, ...model.externals, ...model.gateways].map((x) => [x.id, x.mesh]));
  for (const p of model.policies) {
    if (p.value !== 'off') for (const f of kinds.get(p.kind)?.(p.value as never) ?? []) ask(f, p.origin);
    ask('policy.other-owner', p.origin, p.covers.some((c) => (c.level === 'mesh' ? c.id : owner.get(c.id) ?? p.mesh) !== p.mesh));
  }
}
