import { all, always, any, not, text, type Condition, type Subject } from '../effective/condition';
import type { GatewayFacts, MatchFacts, PathFact, RequestFacts, SourceFact, ValueFact, WorkloadFacts } from '../model';
import { escapeRegex } from '../text/re2';

/** What the path is; `/` and what is below it is everything. */
export const pathIs = (path: PathFact): Condition =>
  (path.kind === 'prefix' && path.value === '/' ? always : text({ on: 'path' }, { kind: path.kind === 'prefix' ? 'segments' : path.kind, value: path.value }));
export const methodIn = (methods: readonly string[]): Condition => (methods.length === 0 ? always : any(methods.map((value) => text({ on: 'method' }, { kind: 'exact', value }))));

function valueIs(subject: Subject, v: ValueFact): Condition {
  const is = text(subject, v.kind === 'present' || (v.kind === 'prefix' && v.value === '') ? { kind: 'present' } : { kind: v.kind, value: v.value });
  return v.not ? not(is) : is;
}

/** Everything that a match asks of a request, save who sends it. */
export function matchIs(m: MatchFacts): Condition {
  return all([
    ...(m.path ? [pathIs(m.path)] : []), methodIn(m.methods),
    ...m.headers.map((v) => valueIs({ on: 'header', name: v.name }, v)),
    ...m.cookies.map((v) => valueIs({ on: 'cookie', name: v.name }, v)),
    ...m.query.map((v) => valueIs({ on: 'query', name: v.name }, v)),
  ]);
}
/** Any of the matches; none: every request. */
export const anyMatch = (matches: readonly MatchFacts[]): Condition => (matches.length === 0 ? always : any(matches.map(matchIs)));

/** The name that a request asks for: in any case, with a port or without. */
export function hostnameIs(hostname: string): Condition {
  const name = hostname.startsWith('*.') ? `[^:]+${escapeRegex(hostname.slice(1))}` : escapeRegex(hostname);
  return text({ on: 'authority' }, { kind: 'regex', value: `(?i)${name}(:[0-9]+)?` });
}

export const claimsAre = (claims: Readonly<Record<string, readonly string[]>>): Condition =>
  all(Object.entries(claims).map(([name, values]) => any(values.map((value) => text({ on: 'claim', path: [name] }, { kind: 'exact', value })))));

/** Whether a request is about HTTP: on other ports there is nothing to see of it. */
export const looksAtHttp = (r: RequestFacts): boolean => r.methods.length > 0 || r.paths.length > 0 || Object.keys(r.claims).length > 0;
export const EVERY_REQUEST: RequestFacts = { methods: [], paths: [], claims: {} };
export const requestsOf = (only: readonly RequestFacts[]): readonly RequestFacts[] => (only.length === 0 ? [EVERY_REQUEST] : only);

/** What a request is, apart from its port. */
export const requestIs = (r: RequestFacts): Condition => all([methodIn(r.methods), ...(r.paths.length > 0 ? [any(r.paths.map(pathIs))] : []), claimsAre(r.claims)]);

/** Who a request comes from. */
export interface Identities {
  workload(of: WorkloadFacts['id']): string;
  gateway(of: GatewayFacts['id']): string;
  /** One that is given by its full name. */
  principal(name: string): string;
  /** Whose address a block is about: that of the peer, or of the client behind trusted hops. */
  readonly address: 'peer' | 'client';
}
export function sourceIs(source: SourceFact, who: Identities): Condition {
  const identity = (value: string): Condition => text({ on: 'principal' }, { kind: 'exact', value });
  switch (source.kind) {
    case 'workload': return identity(who.workload(source.id));
    case 'gateway': return identity(who.gateway(source.id));
    case 'principal': return identity(who.principal(source.spiffeId.replace(/^spiffe:\/\//, '')));
    case 'namespace': return text({ on: 'namespace' }, { kind: 'exact', value: source.name });
    case 'authenticated': return text({ on: 'principal' }, { kind: 'present' });
    case 'anyone': return always;
    case 'cidr': return { op: 'address', of: who.address, cidr: source.block };
    case 'except': return all([sourceIs(source.of, who), ...source.not.map((n) => not(sourceIs(n, who)))]);
  }
}
/** Any of the sources; none: anyone. */
export const anySource = (sources: readonly SourceFact[], who: Identities): Condition => (sources.length === 0 ? always : any(sources.map((s) => sourceIs(s, who))));
