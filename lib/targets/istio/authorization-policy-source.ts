import { BlockList, isIPv6 } from 'net';
import type { AuthorizationPolicySource } from '../../manifests/types';
import type { SourceFact } from '../../model';
import type { ModelIndex } from '../../resolve/resolved';

/** What a source is looked up in. `clientAddress`: an address block means the client behind trusted hops (gateways), else the peer. */
export interface SourceContext {
  readonly index: ModelIndex;
  readonly trustDomain: string;
  readonly clientAddress: boolean;
}

/** Everything that is given holds together; within one list any. Nothing given: anyone. */
interface Conjunction {
  readonly principals?: readonly string[];
  readonly namespaces?: readonly string[];
  readonly blocks?: readonly string[];
  readonly notPrincipals?: readonly string[];
  readonly notNamespaces?: readonly string[];
  readonly notBlocks?: readonly string[];
}

/** Who may be told apart: `'anyone'` needs no condition, an empty list is nobody. */
export type Sources = 'anyone' | readonly AuthorizationPolicySource[];

/** Requests of any of these. */
export function sourcesOf(sources: readonly SourceFact[], context: SourceContext): Sources {
  if (sources.length > 0 && sources.every(isIdentity)) return [{ principals: patterns(sources.map((s) => identity(s, context))) }];
  return written(sources.flatMap((s) => positive(s, context)), context);
}

/** Requests of none of these: what a `require` refuses. */
export function sourcesExcept(sources: readonly SourceFact[], context: SourceContext): Sources {
  return written(sources.reduce<readonly Conjunction[]>((all, s) => both(all, negative(s, context)), [{}]), context);
}

/** SPIFFE identity as policies write it, without the scheme. */
export const principal = (trustDomain: string, namespace: string, serviceAccount: string): string => `${trustDomain}/ns/${namespace}/sa/${serviceAccount}`;

function positive(s: SourceFact, c: SourceContext): readonly Conjunction[] {
  switch (s.kind) {
    case 'anyone': return [{}];
    case 'authenticated': return [{ principals: ['*'] }];
    case 'namespace': return [{ namespaces: [s.name] }];
    case 'cidr': return [{ blocks: [s.block] }];
    case 'except': return s.not.reduce((all, n) => both(all, negative(n, c)), positive(s.of, c));
    default: return [{ principals: [identity(s, c)] }];
  }
}
function negative(s: SourceFact, c: SourceContext): readonly Conjunction[] {
  switch (s.kind) {
    case 'anyone': return [];
    case 'authenticated': return [{ notPrincipals: ['*'] }];
    case 'namespace': return [{ notNamespaces: [s.name] }];
    case 'cidr': return [{ notBlocks: [s.block] }];
    case 'except': return [...negative(s.of, c), ...s.not.flatMap((n) => positive(n, c))];
    default: return [{ notPrincipals: [identity(s, c)] }];
  }
}
type Identity = Extract<SourceFact, { kind: 'workload' | 'gateway' | 'principal' }>;
const isIdentity = (s: SourceFact): s is Identity => s.kind === 'workload' || s.kind === 'gateway' || s.kind === 'principal';
function identity(s: Identity, { index, trustDomain }: SourceContext): string {
  if (s.kind === 'principal') return s.spiffeId.startsWith('spiffe://') ? s.spiffeId.slice(9) : s.spiffeId;
  if (s.kind === 'gateway') {
    const gateway = index.gateway.get(s.id)!;
    return principal(trustDomain, gateway.namespaceName, gateway.serviceAccount);
  }
  const workload = index.workload.get(s.id)!;
  return principal(trustDomain, index.namespace.get(workload.namespace)!.name, workload.serviceAccount);
}

/** (a or b) and (c or d), multiplied out. */
function both(left: readonly Conjunction[], right: readonly Conjunction[]): readonly Conjunction[] {
  const all: Conjunction[] = [];
  for (const a of left) for (const b of right) {
    const merged = and(a, b);
    if (merged) all.push(merged);
  }
  return all;
}
function and(a: Conjunction, b: Conjunction): Conjunction | undefined {
  const notPrincipals = union(a.notPrincipals, b.notPrincipals);
  const notNamespaces = union(a.notNamespaces, b.notNamespaces);
  const principals = common(a.principals, b.principals, commonPattern)?.filter((p) => !notPrincipals?.some((n) => covers(n, p)));
  const namespaces = common(a.namespaces, b.namespaces, (x, y) => (x === y ? x : undefined))?.filter((n) => !notNamespaces?.includes(n));
  const blocks = common(a.blocks, b.blocks, commonBlock);
  if (principals?.length === 0 || namespaces?.length === 0 || blocks?.length === 0) return undefined;
  return { principals, namespaces, blocks, notPrincipals, notNamespaces, notBlocks: union(a.notBlocks, b.notBlocks) };
}

const union = (a: readonly string[] | undefined, b: readonly string[] | undefined): readonly string[] | undefined => (a && b ? [...a, ...b] : a ?? b);
function common(a: readonly string[] | undefined, b: readonly string[] | undefined, meet: (x: string, y: string) => string | undefined): readonly string[] | undefined {
  if (!a || !b) return a ?? b;
  return a.flatMap((x) => b.flatMap((y) => meet(x, y) ?? []));
}
/** Whether every identity of pattern `b` is one of pattern `a` (`*` at one end). */
function covers(a: string, b: string): boolean {
  if (a === b || a === '*') return true;
  if (a.endsWith('*')) return b.startsWith(a.slice(0, -1)) && !b.startsWith('*');
  return a.startsWith('*') && b.endsWith(a.slice(1)) && !b.endsWith('*');
}
const commonPattern = (a: string, b: string): string | undefined => (covers(a, b) ? b : covers(b, a) ? a : undefined);
function commonBlock(a: string, b: string): string | undefined {
  const narrow = prefixLength(a) >= prefixLength(b) ? a : b;
  const wide = narrow === a ? b : a;
  const list = new BlockList();
  const [address] = wide.split('/');
  list.addSubnet(address, prefixLength(wide), isIPv6(address) ? 'ipv6' : 'ipv4');
  const [inner] = narrow.split('/');
  return list.check(inner, isIPv6(inner) ? 'ipv6' : 'ipv4') ? narrow : undefined;
}
function prefixLength(block: string): number {
  const slash = block.indexOf('/');
  return slash < 0 ? (isIPv6(block) ? 128 : 32) : Number(block.slice(slash + 1));
}

/** One entry for all identities, one for all namespaces, one for all blocks; mixed conditions stay by themselves. */
function written(all: readonly Conjunction[], { clientAddress }: SourceContext): Sources {
  const principals: string[] = [], namespaces: string[] = [], blocks: string[] = [];
  const mixed = new Map<string, AuthorizationPolicySource>();
  for (const c of all) {
    const given = (Object.keys(c) as (keyof Conjunction)[]).filter((k) => c[k]);
    if (given.length === 0) return 'anyone';
    const single = given.length === 1 ? given[0] : undefined;
    if (single === 'principals') principals.push(...c.principals!);
    else if (single === 'namespaces') namespaces.push(...c.namespaces!);
    else if (single === 'blocks') blocks.push(...c.blocks!);
    else {
      const source = sourceOf(c, clientAddress);
      mixed.set(JSON.stringify(source), source);
    }
  }
  const sources: AuthorizationPolicySource[] = [];
  if (principals.length) sources.push({ principals: patterns(principals) });
  if (namespaces.length) sources.push({ namespaces: sorted(namespaces) });
  if (blocks.length) sources.push(clientAddress ? { remoteIpBlocks: sorted(blocks) } : { ipBlocks: sorted(blocks) });
  for (const key of [...mixed.keys()].sort()) sources.push(mixed.get(key)!);
  return sources;
}
function sourceOf(c: Conjunction, clientAddress: boolean): AuthorizationPolicySource {
  return {
    ...(c.blocks && !clientAddress && { ipBlocks: sorted(c.blocks) }),
    ...(c.namespaces && { namespaces: sorted(c.namespaces) }),
    ...(c.notBlocks && !clientAddress && { notIpBlocks: sorted(c.notBlocks) }),
    ...(c.notNamespaces && { notNamespaces: sorted(c.notNamespaces) }),
    ...(c.notPrincipals && { notPrincipals: patterns(c.notPrincipals) }),
    ...(c.notBlocks && clientAddress && { notRemoteIpBlocks: sorted(c.notBlocks) }),
    ...(c.principals && { principals: patterns(c.principals) }),
    ...(c.blocks && clientAddress && { remoteIpBlocks: sorted(c.blocks) }),
  };
}
const sorted = (values: readonly string[]): readonly string[] => (values.length === 1 ? values : [...new Set(values)].sort());
const patterns = (values: readonly string[]): readonly string[] => (values.includes('*') ? ['*'] : sorted(values));
