import type { Authorization, Gate, JwtRule, Workload } from '../mesh';
import { KIND, sourceOf, type SourceObject } from '../objects';
import { ruleCondition } from './authorization-condition';
import { entries, fields, items, textMap, textOf, texts, type Fields } from './fields';
import { selects } from './names';
import { byAge } from './order';
import type { World } from './world';

const ORDER: Readonly<Record<string, number>> = { CUSTOM: 0, AUDIT: 1, DENY: 2, ALLOW: 3 };

interface Selecting { readonly object: SourceObject; readonly labels: Readonly<Record<string, string>> }
const makeIndex = (): Map<string, readonly Selecting[]> => new Map();
/** Policies of a kind in a namespace that select by labels, the oldest first; what is attached to gateways of the Gateway API is left out. */
function policiesIn(world: World, kind: string, namespace: string): readonly Selecting[] {
  const index = world.part(kind === KIND.authorizationPolicy ? makeIndex : makeJwtIndex);
  let found = index.get(namespace);
  if (!found) {
    found = [...world.of(kind, namespace)].sort(byAge).filter((o) => { const s = fields(o.manifest.spec); return s?.targetRef === undefined && items(s?.targetRefs).length === 0; })
      .map((object) => ({ object, labels: textMap(fields(fields(object.manifest.spec)?.selector)?.matchLabels) }));
    index.set(namespace, found);
  }
  return found;
}
const makeJwtIndex = (): Map<string, readonly Selecting[]> => new Map();

/** Those of the root namespace and of a workload's own that select it. */
export function policiesOn(world: World, kind: string, workload: Workload): readonly SourceObject[] {
  const root = world.settings.rootNamespace;
  return [...new Set([root, workload.namespace])].flatMap((n) => policiesIn(world, kind, n)).filter((p) => selects(p.labels, workload.labels)).map((p) => p.object);
}

/** What a proxy asks of requests, where it reads HTTP and where it does not. */
export function gateOf(world: World, workload: Workload, http: boolean): Gate {
  const cache = world.part(makeGates);
  let gates = cache.get(workload);
  if (!gates) cache.set(workload, (gates = {}));
  return (gates[http ? 'http' : 'bytes'] ??= { jwt: http ? jwtRules(world, workload) : [], authorization: authorizations(world, workload, http) });
}
const makeGates = (): Map<Workload, { http?: Gate; bytes?: Gate }> => new Map();

function authorizations(world: World, workload: Workload, http: boolean): Authorization[] {
  const found = policiesOn(world, KIND.authorizationPolicy, workload).map((object): Authorization => {
    const spec = fields(object.manifest.spec) ?? {}, action = (textOf(spec.action) in ORDER ? textOf(spec.action) : 'ALLOW') as Authorization['action'];
    const site = { http, action, namespace: object.manifest.metadata.namespace || 'default', settings: world.settings };
    const provider = textOf(fields(spec.provider)?.name);
    return {
      action, dryRun: /^(1|t|true)$/i.test(object.manifest.metadata.annotations?.['istio.io/dry-run'] ?? ''), ...(provider !== '' && { provider }),
      rules: entries(spec.rules).flatMap(([rule, i]) => { const when = ruleCondition(rule, site); return when ? [{ when, from: sourceOf(object, `spec.rules[${i}]`) }] : []; }), from: sourceOf(object),
    };
  });
  return found.sort((a, b) => ORDER[a.action] - ORDER[b.action]);
}

function jwtRules(world: World, workload: Workload): JwtRule[] {
  return policiesOn(world, KIND.requestAuthentication, workload).flatMap((object) => entries(fields(object.manifest.spec)?.jwtRules).map(([rule, i]) => jwtRule(rule, object, i)));
}
/** A rule that names no place looks into the Authorization header and the parameter access_token. */
function jwtRule(rule: Fields, object: SourceObject, i: number): JwtRule {
  const headers = items(rule.fromHeaders).map((h) => ({ name: textOf(h.name), prefix: textOf(h.prefix) })), params = texts(rule.fromParams), cookies = texts(rule.fromCookies);
  const none = headers.length === 0 && params.length === 0 && cookies.length === 0;
  return { issuer: textOf(rule.issuer), audiences: texts(rule.audiences), headers: none ? [{ name: 'Authorization', prefix: 'Bearer ' }] : headers, params: none ? ['access_token'] : params, cookies, from: sourceOf(object, `spec.jwtRules[${i}]`) };
}
