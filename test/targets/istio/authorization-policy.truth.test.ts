import * as fc from 'fast-check';
import type { AuthorizationPolicyRule } from '../../../lib/manifests/types';
import type { PathFact, RequestFacts, SourceFact } from '../../../lib/model';
import type { AccessRuleFact } from '../../../lib/model/policies/access-policy';
import type { JwtFact } from '../../../lib/model/policies/jwt-policy';
import type { Admission } from '../../../lib/resolve/resolved';
import type { PolicyPorts } from '../../../lib/targets/istio/authorization-policy-operation';
import { allowRules, customRules, denyRules, tokenRules } from '../../../lib/targets/istio/authorization-policy-rules';
import type { SourceContext } from '../../../lib/targets/istio/authorization-policy-source';
import { inBlock, matches, type Seen } from './authorization-evaluator';
import { at, gateway, listener, namespace, workload, world } from './security-model';

const { context } = world({
  namespaces: [namespace(), namespace({ id: 'shop/ops', name: 'ops' })],
  workloads: [workload('a'), workload('b'), workload('c', { namespace: 'shop/ops' })], gateways: [gateway('edge', [listener('http', 80)])],
});
const sources: SourceContext = { index: context.index, trustDomain: 'cluster.local', clientAddress: false };
const on: PolicyPorts = { all: true, ports: [{ name: 'web', number: 8080, http: true }, { name: 'rpc', number: 7070, http: true }, { name: 'db', number: 5432, http: false }] };
const http = new Set([8080, 7070]);

// Every request there is: small enough to try them all.
const identities = [undefined, 'cluster.local/ns/shop/sa/a', 'cluster.local/ns/shop/sa/b', 'cluster.local/ns/ops/sa/c', 'cluster.local/ns/shop/sa/edge', 'other.domain/ns/ops/sa/x'];
const tokens: Seen['claims'][] = [undefined, { iss: 'i' }, { iss: 'i', role: 'admin' }, { iss: 'j', role: ['user', 'root'], group: 'x' }, { iss: 'i', group: 'y', role: 'user' }];
const universe: Seen[] = identities.flatMap((identity) => ['10.1.0.1', '192.168.0.1'].flatMap((address) => [
  { identity, address, port: 5432 }, { identity, address, port: 9999 },
  ...[8080, 7070].flatMap((port) => ['GET', 'POST', 'PUT'].flatMap((method) => ['/', '/x', '/x/y', '/xy', '/z'].flatMap((path) => tokens.map((claims) => ({ identity, address, port, method, path, claims }))))),
]));

// What the declarations mean, in the plainest words.
function isFrom(s: SourceFact, seen: Seen): boolean {
  switch (s.kind) {
    case 'anyone': return true;
    case 'authenticated': return seen.identity !== undefined;
    case 'workload': return seen.identity === identities[['shop/a', 'shop/b', 'shop/c'].indexOf(s.id) + 1];
    case 'gateway': return seen.identity === 'cluster.local/ns/shop/sa/edge';
    case 'namespace': return seen.identity?.split('/')[2] === s.name;
    case 'cidr': return inBlock(seen.address, s.block);
    case 'principal': return s.spiffeId === `spiffe://${seen.identity}`;
    case 'except': return isFrom(s.of, seen) && !s.not.some((n) => isFrom(n, seen));
  }
}
const isPath = (p: PathFact, path: string): boolean => (p.kind === 'exact' ? path === p.value : p.value === '/' || path === p.value || path.startsWith(`${p.value}/`));
const hasClaims = (claims: RequestFacts['claims'], seen: Seen): boolean => Object.entries(claims).every(([name, values]) => {
  const claim = seen.claims?.[name];
  return claim !== undefined && values.some((v) => (typeof claim === 'string' ? claim === v : claim.includes(v)));
});
const saysHttp = (r: Pick<RequestFacts, 'methods' | 'paths' | 'claims'>): boolean => r.methods.length > 0 || r.paths.length > 0 || Object.keys(r.claims).length > 0;
function isRequest(r: RequestFacts, seen: Seen): boolean {
  if (r.port !== undefined && on.ports.find((p) => p.name === r.port)!.number !== seen.port) return false;
  if (saysHttp(r) && !http.has(seen.port)) return false;
  return (r.methods.length === 0 || (r.methods as readonly string[]).includes(seen.method!)) && (r.paths.length === 0 || r.paths.some((p) => isPath(p, seen.path!))) && hasClaims(r.claims, seen);
}
const concerns = (rule: AccessRuleFact, seen: Seen): boolean => (Object.keys(rule.claims).length === 0 || http.has(seen.port)) && (rule.to.length === 0 || rule.to.some((r) => isRequest(r, seen)));
const satisfies = (rule: AccessRuleFact, seen: Seen): boolean => (rule.from.length === 0 || rule.from.some((s) => isFrom(s, seen))) && hasClaims(rule.claims, seen);

// Anything that can be declared.
const simple: fc.Arbitrary<SourceFact> = fc.oneof(
  fc.constantFrom<SourceFact>({ kind: 'anyone' }, { kind: 'authenticated' }, { kind: 'gateway', id: 'shop/edge' }, { kind: 'principal', spiffeId: 'spiffe://other.domain/ns/ops/sa/x' }),
  fc.constantFrom('shop/a', 'shop/b', 'shop/c').map((id): SourceFact => ({ kind: 'workload', id })), fc.constantFrom('shop', 'ops').map((name): SourceFact => ({ kind: 'namespace', name })),
  fc.constantFrom('10.0.0.0/8', '10.1.0.0/16', '192.168.0.0/16').map((block): SourceFact => ({ kind: 'cidr', block })),
);
const except = (inner: fc.Arbitrary<SourceFact>): fc.Arbitrary<SourceFact> => fc.record({ kind: fc.constant('except' as const), of: inner, not: fc.array(inner, { minLength: 1, maxLength: 2 }) });
const anySource = fc.oneof({ weight: 4, arbitrary: simple }, { weight: 2, arbitrary: except(simple) }, { weight: 1, arbitrary: except(fc.oneof(simple, except(simple))) });
const claims = fc.oneof({ weight: 2, arbitrary: fc.constant({}) }, fc.dictionary(fc.constantFrom('role', 'group'), fc.uniqueArray(fc.constantFrom('admin', 'user', 'x'), { minLength: 1, maxLength: 2 }), { maxKeys: 2 }));
const path = fc.record({ kind: fc.constantFrom('exact' as const, 'prefix' as const), value: fc.constantFrom('/', '/x', '/z') });
const anyRequest: fc.Arbitrary<RequestFacts> = fc.record({
  port: fc.option(fc.constantFrom('web', 'rpc', 'db'), { nil: undefined }), methods: fc.uniqueArray(fc.constantFrom('GET' as const, 'POST' as const), { maxLength: 2 }),
  paths: fc.array(path, { maxLength: 2 }), claims,
});
const anyRule: fc.Arbitrary<AccessRuleFact> = fc.record({ from: fc.array(anySource, { maxLength: 3 }), to: fc.array(anyRequest, { maxLength: 3 }), claims });

const applies = (rules: readonly AuthorizationPolicyRule[], seen: Seen, action: 'ALLOW' | 'DENY'): boolean => rules.some((r) => matches(r, seen, action));
const show = (rules: readonly AuthorizationPolicyRule[], seen: Seen): string => `${JSON.stringify(seen)} under ${JSON.stringify(rules)}`;
const same = (rules: readonly AuthorizationPolicyRule[], action: 'ALLOW' | 'DENY', meant: (seen: Seen) => boolean): void => {
  for (const seen of universe) if (applies(rules, seen, action) !== meant(seen)) throw new Error(`meant ${meant(seen)}: ${show(rules, seen)}`);
};
const runs = { numRuns: 60, seed: 20261121 };

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
