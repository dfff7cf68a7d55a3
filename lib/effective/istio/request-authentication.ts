import type { JwtRule, Workload } from '../mesh';
import { KIND, namespaceOf, sourceOf, type SourceObject } from '../objects';
import { entries, fields, items, textOf, texts, type Fields } from './fields';
import { compare } from './order';
import { policiesOn } from './policies-on';
import type { World } from './world';

/** Tokens that a proxy takes, by issuer; of one issuer those of the workload's own namespace before the root's. */
export function jwtRulesOf(world: World, workload: Workload): readonly JwtRule[] {
  const policies = policiesOn(world, KIND.requestAuthentication, workload), isOwn = (o: SourceObject): boolean => namespaceOf(o.manifest) === workload.namespace;
  return [...policies.filter(isOwn), ...policies.filter((o) => !isOwn(o))].flatMap((object) => entries(fields(object.manifest.spec)?.jwtRules).map(([rule, i]) => jwtRule(rule, object, i))).sort((a, b) => compare(a.issuer, b.issuer));
}

/** A rule that names no place looks into the Authorization header and the parameter access_token. */
function jwtRule(rule: Fields, object: SourceObject, i: number): JwtRule {
  const headers = items(rule.fromHeaders).map((h) => ({ name: textOf(h.name), prefix: textOf(h.prefix) })), params = texts(rule.fromParams), cookies = texts(rule.fromCookies);
  const none = headers.length === 0 && params.length === 0 && cookies.length === 0;
  return {
    issuer: textOf(rule.issuer), audiences: texts(rule.audiences), headers: none ? [{ name: 'Authorization', prefix: 'Bearer ' }] : headers, params: none ? ['access_token'] : params, cookies,
    spacedClaims: [...new Set(['permission', 'scope', ...texts(rule.spaceDelimitedClaims)])].sort(), from: sourceOf(object, `spec.jwtRules[${i}]`),
  };
}
