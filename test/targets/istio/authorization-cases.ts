import * as fc from 'fast-check';
import type { PathFact, RequestFacts, SourceFact } from '../../../lib/model';
import type { AccessRuleFact } from '../../../lib/model/policies/access-policy';
import type { PolicyPorts } from '../../../lib/targets/istio/authorization-policy-operation';
import type { SourceContext } from '../../../lib/targets/istio/authorization-policy-source';
import { inBlock, type Seen } from './authorization-evaluator';
import { gateway, listener, namespace, workload, world } from './security-model';

const { context } = world({
  namespaces: [namespace(), namespace({ id: 'shop/ops', name: 'ops' })],
  workloads: [workload('a'), workload('b'), workload('c', { namespace: 'shop/ops' })], gateways: [gateway('edge', [listener('http', 80)])],
});
export const sources: SourceContext = { index: context.index, trustDomain: 'cluster.local', clientAddress: false };
export const on: PolicyPorts = { all: true, ports: [{ name: 'web', number: 8080, http: true }, { name: 'rpc', number: 7070, http: true }, { name: 'db', number: 5432, http: false }] };
export const http = new Set([8080, 7070]);

// Every request there is: small enough to try them all.
const identities = [undefined, 'cluster.local/ns/shop/sa/a', 'cluster.local/ns/shop/sa/b', 'cluster.local/ns/ops/sa/c', 'cluster.local/ns/shop/sa/edge', 'other.domain/ns/ops/sa/x'];
const tokens: Seen['claims'][] = [undefined, { iss: 'i' }, { iss: 'i', role: 'admin' }, { iss: 'j', role: ['user', 'root'], group: 'x' }, { iss: 'i', group: 'y', role: 'user' }];
export const universe: Seen[] = identities.flatMap((identity) => ['10.1.0.1', '192.168.0.1'].flatMap((address) => [
  { identity, address, port: 5432 }, { identity, address, port: 9999 },
  ...[8080, 7070].flatMap((port) => ['GET', 'POST', 'PUT'].flatMap((method) => ['/', '/x', '/x/y', '/xy', '/z'].flatMap((path) => tokens.map((claims) => ({ identity, address, port, method, path, claims }))))),
]));

// What the declarations mean, in the plainest words.
export function isFrom(s: SourceFact, seen: Seen): boolean {
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
export const isPath = (p: PathFact, path: string): boolean => (p.kind === 'exact' ? path === p.value : p.value === '/' || path === p.value || path.startsWith(`${p.value}/`));
export const hasClaims = (claims: RequestFacts['claims'], seen: Seen): boolean => Object.entries(claims).every(([name, values]) => {
  const claim = seen.claims?.[name];
  return claim !== undefined && values.some((v) => (typeof claim === 'string' ? claim === v : claim.includes(v)));
});
export const saysHttp = (r: Pick<RequestFacts, 'methods' | 'paths' | 'claims'>): boolean => r.methods.length > 0 || r.paths.length > 0 || Object.keys(r.claims).length > 0;
export function isRequest(r: RequestFacts, seen: Seen): boolean {
  if (r.port !== undefined && on.ports.find((p) => p.name === r.port)!.number !== seen.port) return false;
  if (saysHttp(r) && !http.has(seen.port)) return false;
  return (r.methods.length === 0 || (r.methods as readonly string[]).includes(seen.method!)) && (r.paths.length === 0 || r.paths.some((p) => isPath(p, seen.path!))) && hasClaims(r.claims, seen);
}
export const concerns = (rule: AccessRuleFact, seen: Seen): boolean => (Object.keys(rule.claims).length === 0 || http.has(seen.port)) && (rule.to.length === 0 || rule.to.some((r) => isRequest(r, seen)));
export const satisfies = (rule: AccessRuleFact, seen: Seen): boolean => (rule.from.length === 0 || rule.from.some((s) => isFrom(s, seen))) && hasClaims(rule.claims, seen);

// Anything that can be declared.
const simple: fc.Arbitrary<SourceFact> = fc.oneof(
  fc.constantFrom<SourceFact>({ kind: 'anyone' }, { kind: 'authenticated' }, { kind: 'gateway', id: 'shop/edge' }, { kind: 'principal', spiffeId: 'spiffe://other.domain/ns/ops/sa/x' }),
  fc.constantFrom('shop/a', 'shop/b', 'shop/c').map((id): SourceFact => ({ kind: 'workload', id })), fc.constantFrom('shop', 'ops').map((name): SourceFact => ({ kind: 'namespace', name })),
  fc.constantFrom('10.0.0.0/8', '10.1.0.0/16', '192.168.0.0/16').map((block): SourceFact => ({ kind: 'cidr', block })),
);
const except = (inner: fc.Arbitrary<SourceFact>): fc.Arbitrary<SourceFact> => fc.record({ kind: fc.constant('except' as const), of: inner, not: fc.array(inner, { minLength: 1, maxLength: 2 }) });
export const anySource = fc.oneof({ weight: 4, arbitrary: simple }, { weight: 2, arbitrary: except(simple) }, { weight: 1, arbitrary: except(fc.oneof(simple, except(simple))) });
const claims = fc.oneof({ weight: 2, arbitrary: fc.constant({}) }, fc.dictionary(fc.constantFrom('role', 'group'), fc.uniqueArray(fc.constantFrom('admin', 'user', 'x'), { minLength: 1, maxLength: 2 }), { maxKeys: 2 }));
const path = fc.record({ kind: fc.constantFrom('exact' as const, 'prefix' as const), value: fc.constantFrom('/', '/x', '/z') });
export const anyRequest: fc.Arbitrary<RequestFacts> = fc.record({
  port: fc.option(fc.constantFrom('web', 'rpc', 'db'), { nil: undefined }), methods: fc.uniqueArray(fc.constantFrom('GET' as const, 'POST' as const), { maxLength: 2 }),
  paths: fc.array(path, { maxLength: 2 }), claims,
});
export const anyRule: fc.Arbitrary<AccessRuleFact> = fc.record({ from: fc.array(anySource, { maxLength: 3 }), to: fc.array(anyRequest, { maxLength: 3 }), claims });
