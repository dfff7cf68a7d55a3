import * as fc from 'fast-check';
import type { AuthorizationPolicyRule } from '../../../lib/manifests/types';
import type { RequestFacts } from '../../../lib/model';
import type { JwtFact } from '../../../lib/model/policies/jwt-policy';
import type { Admission } from '../../../lib/resolve/resolved';
import { allowRules, customRules, denyRules, tokenRules } from '../../../lib/targets/istio/authorization-policy-rules';
import { anyRequest, anyRule, anySource, concerns, hasClaims, http, isFrom, isPath, isRequest, on, satisfies, saysHttp, sources, universe } from './authorization-cases';
import { matches, type Seen } from './authorization-evaluator';
import { at } from './security-model';

const applies = (rules: readonly AuthorizationPolicyRule[], seen: Seen, action: 'ALLOW' | 'DENY'): boolean => rules.some((r) => matches(r, seen, action));
const show = (rules: readonly AuthorizationPolicyRule[], seen: Seen): string => `${JSON.stringify(seen)} under ${JSON.stringify(rules)}`;
const same = (rules: readonly AuthorizationPolicyRule[], action: 'ALLOW' | 'DENY', meant: (seen: Seen) => boolean): void => {
  for (const seen of universe) if (applies(rules, seen, action) !== meant(seen)) throw new Error(`meant ${meant(seen)}: ${show(rules, seen)}`);
};
const runs = { numRuns: 40, seed: 20261121 };

test('the universe tells the cases apart', () => {
  expect(universe.length).toBeGreaterThan(1500);
  expect(new Set(universe.map((s) => JSON.stringify(s))).size).toBe(universe.length);
});

test('deny refuses exactly the requests it names, and no other port', () => {
  fc.assert(fc.property(fc.array(anyRule, { minLength: 1, maxLength: 2 }), (deny) => {
    same(denyRules({ deny, require: [] }, on, sources), 'DENY', (seen) => deny.some((r) => concerns(r, seen) && satisfies(r, seen)));
  }), runs);
});

test('require refuses exactly the requests it concerns and that miss a condition', () => {
  fc.assert(fc.property(fc.array(anyRule, { minLength: 1, maxLength: 2 }), (require) => {
    same(denyRules({ deny: [], require }, on, sources), 'DENY', (seen) => require.some((r) => concerns(r, seen) && !satisfies(r, seen)));
  }), runs);
});

test('a require of a claim refuses who has no token, who lacks the claim, and who has another value', () => {
  const rules = denyRules({ deny: [], require: [{ from: [], to: [], claims: { role: ['admin', 'root'] } }] }, on, sources);
  const refused = (c: unknown): boolean => applies(rules, { address: '10.1.0.1', port: 8080, method: 'GET', path: '/', claims: c as Seen['claims'] }, 'DENY');
  expect([undefined, { iss: 'i' }, { iss: 'i', role: 'user' }, { iss: 'i', role: ['user', 'root'] }, { iss: 'i', role: 'admin' }].map(refused)).toEqual([true, true, true, false, false]);
  expect(applies(rules, { address: '10.1.0.1', port: 5432 }, 'DENY')).toBe(false);
});

test('allow admits exactly who is declared, for what is declared', () => {
  const anyAdmission: fc.Arbitrary<Admission> = fc.record({ from: anySource, request: anyRequest, ports: fc.uniqueArray(fc.constantFrom(8080, 7070, 5432), { minLength: 1, maxLength: 3 }) })
    .map(({ from, request: r, ports }) => ({ origin: at('shop'), from, ports: saysHttp(r) ? ports.filter((p) => http.has(p)) : ports, methods: r.methods, paths: r.paths, claims: r.claims }))
    .filter((a) => a.ports.length > 0);
  fc.assert(fc.property(fc.array(anyAdmission, { maxLength: 6 }), (admissions) => {
    same(allowRules(admissions, sources), 'ALLOW', (seen) => admissions.some((a) => a.ports.includes(seen.port) && isFrom(a.from, seen)
      && (!saysHttp(a) || (http.has(seen.port) && (a.methods.length === 0 || (a.methods as readonly string[]).includes(seen.method!)) && (a.paths.length === 0 || a.paths.some((p) => isPath(p, seen.path!))) && hasClaims(a.claims, seen)))));
  }), runs);
});

test('a compulsory token is missed on HTTP ports only, except where it is excepted', () => {
  const jwt = (requiredExcept: readonly RequestFacts[]): JwtFact => ({ issuer: 'i', audiences: [], from: [], required: true, requiredExcept });
  fc.assert(fc.property(fc.array(anyRequest, { maxLength: 4 }), (excepted) => {
    const meant = (verified: (seen: Seen) => boolean) => (seen: Seen): boolean => http.has(seen.port) && !verified(seen) && !excepted.some((r) => isRequest(r, { ...seen, claims: undefined }));
    same(tokenRules(jwt(excepted), on, ['i'], false), 'DENY', meant((seen) => seen.claims !== undefined));
    same(tokenRules(jwt(excepted), on, ['i'], true), 'DENY', meant((seen) => seen.claims?.iss === 'i'));
  }), runs);
});

test('an authorizer is asked about exactly what it is for', () => {
  const unclaimed = anyRequest.map((r) => ({ ...r, claims: {} }));
  fc.assert(fc.property(fc.array(unclaimed, { maxLength: 4 }), (only) => {
    same(customRules(only, on, false), 'DENY', (seen) => only.length === 0 || only.some((r) => isRequest(r, seen)));
    same(customRules(only, on, true), 'DENY', (seen) => http.has(seen.port) && (only.length === 0 || only.some((r) => isRequest(r, seen))));
  }), runs);
});
