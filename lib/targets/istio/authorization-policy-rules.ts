import type { AuthorizationPolicyCondition, AuthorizationPolicyFrom, AuthorizationPolicyRule, AuthorizationPolicySource, Mutable } from '../../manifests/types';
import type { RequestFacts, SourceFact } from '../../model';
import type { AccessFact, AccessRuleFact } from '../../model/policies/access-policy';
import type { JwtFact } from '../../model/policies/jwt-policy';
import type { Admission } from '../../resolve/resolved';
import {
  claimConditions, claimMissing, claimsKey, complement, merge, operationKey, pathsOf, requestGroups, toList, type Claims, type Operation, type PolicyPorts,
} from './authorization-policy-operation';
import { sourcesExcept, sourcesOf, type SourceContext, type Sources } from './authorization-policy-source';

/** Rules of an ALLOW: one per set of requests, with all who may make them. */
export function allowRules(admissions: readonly Admission[], context: SourceContext): readonly AuthorizationPolicyRule[] {
  if (admissions.length === 0) return [];
  interface Caller { source: SourceFact; claims: Claims; operations: Operation[] }
  const callers = new Map<string, Caller>();
  for (const a of admissions) {
    const claims = claimsKey(a.claims);
    const key = claims === '' ? sourceKey(a.from) : `${claims} ${sourceKey(a.from)}`;
    let caller = callers.get(key);
    if (!caller) callers.set(key, (caller = { source: a.from, claims: a.claims, operations: [] }));
    caller.operations.push({ ports: a.ports, methods: a.methods, paths: pathsOf(a.paths) });
  }
  interface Requests { claims: Claims; operations: readonly Operation[]; sources: SourceFact[] }
  const byRequests = new Map<string, Requests>();
  for (const { source, claims, operations: all } of callers.values()) {
    const merged = merge(all);
    // Where a connection is no HTTP, Istio leaves out a whole ALLOW rule for one condition of HTTP in it.
    for (const operations of merged.length === 1 ? [merged] : [merged.filter((o) => !ofHttp(o)), merged.filter(ofHttp)]) {
      if (operations.length === 0) continue;
      const key = `${claimsKey(claims)} ${operations.length === 1 ? operationKey(operations[0]!) : operations.map(operationKey).join('\0')}`;
      const same = byRequests.get(key);
      if (same) same.sources.push(source); else byRequests.set(key, { claims, operations, sources: [source] });
    }
  }
  const rules: AuthorizationPolicyRule[] = [];
  // The key is what tells the rules apart, so that it puts them in order too.
  for (const key of byRequests.size === 1 ? byRequests.keys() : [...byRequests.keys()].sort()) {
    const { claims, operations, sources } = byRequests.get(key)!;
    add(rules, sourcesOf(sources, context), operations, claimConditions(claims));
  }
  return rules;
}
const ofHttp = (o: Operation): boolean => o.methods.length > 0 || o.paths.length > 0;
const sourceKey = (s: SourceFact): string => (s.kind === 'workload' ? s.id : JSON.stringify(s));

/** Rules of a DENY: what `deny` names, and what fails a `require` — one rule per condition that may fail. */
export function denyRules({ deny, require }: Pick<AccessFact, 'deny' | 'require'>, on: PolicyPorts, context: SourceContext): readonly AuthorizationPolicyRule[] {
  const rules: AuthorizationPolicyRule[] = [];
  for (const rule of deny) {
    const sources = rule.from.length ? sourcesOf(rule.from, context) : 'anyone';
    for (const { claims, operations } of groupsOf(rule, on)) add(rules, sources, operations, [...claimConditions(rule.claims), ...claimConditions(claims)]);
  }
  for (const rule of require) {
    const others = rule.from.length ? sourcesExcept(rule.from, context) : [];
    for (const { claims, operations } of groupsOf(rule, on)) {
      const when = claimConditions(claims);
      add(rules, others, operations, when);
      for (const name of Object.keys(rule.claims).sort()) add(rules, 'anyone', operations, [...when, claimMissing(name, rule.claims[name])]);
    }
  }
  return inOrder(rules);
}
/** A rule that names claims is about HTTP, whatever its `to` says. */
const groupsOf = (rule: AccessRuleFact, on: PolicyPorts) => requestGroups(rule.to, on, Object.keys(rule.claims).length > 0);

/**
 * Rules of the DENY that makes a token compulsory. `issuers`: those that cover these ports; `foreign`: others verify tokens on the same
 * proxy, so that a verified token alone says too little.
 */
export function tokenRules(jwt: JwtFact, on: PolicyPorts, issuers: readonly string[], foreign: boolean): readonly AuthorizationPolicyRule[] {
  const operations = complement(jwt.requiredExcept, on);
  if (operations.length === 0) return [];
  const notRequestPrincipals = foreign ? issuers.map((i) => `${i}/*`) : ['*'];
  return [{ from: [{ source: { notRequestPrincipals } }], to: operations.map((operation) => ({ operation })) }];
}

/** Rules of a CUSTOM: the requests that the authorizer is asked about. `http`: it can judge nothing else. */
export function customRules(only: readonly RequestFacts[], on: PolicyPorts, http: boolean): readonly AuthorizationPolicyRule[] {
  const rules: AuthorizationPolicyRule[] = [];
  for (const { operations } of requestGroups(only, on, http)) add(rules, 'anyone', operations, []);
  return inOrder(rules);
}

function add(rules: AuthorizationPolicyRule[], sources: Sources, operations: readonly Operation[], when: readonly AuthorizationPolicyCondition[]): void {
  const from = sources === 'anyone' ? undefined : sources.map(fromOf);
  if (from?.length === 0) return;
  const to = toList(operations);
  const rule: Mutable<AuthorizationPolicyRule> = {};
  if (from) rule.from = from;
  if (to) rule.to = to;
  if (when.length > 0) rule.when = when;
  rules.push(rule);
}
const fromOf = (source: AuthorizationPolicySource): AuthorizationPolicyFrom => ({ source });

/** In an order that does not depend on that of the declarations; the same rule once. */
export function inOrder(rules: readonly AuthorizationPolicyRule[]): readonly AuthorizationPolicyRule[] {
  if (rules.length < 2) return rules;
  const byText = new Map(rules.map((r) => [JSON.stringify(r), r]));
  return [...byText.keys()].sort().map((text) => byText.get(text)!);
}
