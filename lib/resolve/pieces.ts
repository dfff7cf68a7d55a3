import type { HttpMethodFact, Id, MatchFacts, PathFact, PortFacts, RequestFacts, RewriteFact } from '../model';
import { everyPath, matchesOf, pathAnd, pathsApart, underPrefix } from './match-and';
import { isHttp } from './ports';

/** A set of requests as authorization can say it. */
export interface Piece {
  readonly methods: readonly HttpMethodFact[];
  /** Any of these, never regex; empty: all. */
  readonly paths: readonly PathFact[];
  readonly claims: Readonly<Record<string, readonly string[]>>;
}
export const ANYTHING: Piece = { methods: [], paths: [], claims: {} };
const ANY_REQUEST: readonly RequestFacts[] = [{ methods: [], paths: [], claims: {} }];
/** What a call, a grant or a rule is about: one that names nothing is about every request. */
export const requestsOf = (only: readonly RequestFacts[]): readonly RequestFacts[] => (only.length === 0 ? ANY_REQUEST : only);
export const hasHttpConditions = (r: Piece): boolean => r.methods.length > 0 || r.paths.length > 0 || hasClaims(r);
function hasClaims({ claims }: Piece): boolean { for (const _ in claims) return true; return false; }

/** The ports a request is about: the one it names, else all; only HTTP ports where it has conditions that only they know. */
export function portsOfRequest(request: RequestFacts, ports: readonly PortFacts[]): readonly PortFacts[] {
  const named = request.port === undefined ? ports : ports.filter((p) => p.name === request.port);
  return hasHttpConditions(request) && !named.every(isHttp) ? named.filter(isHttp) : named;
}

/**
 * What is left of a piece behind a rule, after its rewrite; undefined: nothing. Conditions that authorization cannot say are taken as met,
 * and so are those on the caller where it is not one workload.
 */
export function through(piece: Piece, match: MatchFacts, rewrite: RewriteFact | undefined, caller: Id | undefined): Piece | undefined {
  if (match.from.length > 0 && caller !== undefined && !match.from.includes(caller)) return undefined;
  const methods = match.methods.length === 0 ? piece.methods : piece.methods.length === 0 ? match.methods : piece.methods.filter((m) => match.methods.includes(m));
  if (methods.length === 0 && match.methods.length > 0) return undefined;
  let paths = piece.paths;
  if (!everyPath(match.path)) {
    if (paths.length === 0) paths = match.path!.kind === 'regex' ? [] : [match.path!];
    else {
      paths = paths.filter((p) => !pathsApart(p, match.path)).map((p) => (match.path!.kind === 'regex' ? p : pathAnd(p, match.path)!.path!));
      if (paths.length === 0) return undefined;
    }
  }
  return { methods, paths: rewrite ? rewritten(paths, match.path, rewrite) : paths, claims: piece.claims };
}

function rewritten(paths: readonly PathFact[], matched: PathFact | undefined, rewrite: RewriteFact): readonly PathFact[] {
  if (rewrite.path !== undefined) return [{ kind: 'exact', value: rewrite.path }];
  if (rewrite.regex) return [];
  if (rewrite.prefix === undefined) return paths;
  if (matched?.kind === 'regex') return [];
  const to = rewrite.prefix.endsWith('/') ? rewrite.prefix.slice(0, -1) : rewrite.prefix;
  const base = everyPath(matched) ? '' : matched!.value;
  if (paths.length === 0) return everyPath({ kind: 'prefix', value: to || '/' }) ? [] : [{ kind: 'prefix', value: to }];
  const out = paths.map((p): PathFact => {
    const rest = p.value === '/' ? '' : p.value.slice(base.length);
    return { kind: p.kind, value: rest !== '' || p.kind !== 'exact' ? to + rest || '/' : base === '' ? `${to}/` : rewrite.prefix! };   // the path itself becomes what is written, slash and all
  });
  return out.some(everyPath) ? [] : out;
}

/** Whether a rule takes all of a piece, so that nothing is left for the rules after it. */
export function takesAll(piece: Piece, rule: { readonly matches: readonly MatchFacts[]; readonly hostnames: readonly string[] }, caller: Id | undefined): boolean {
  if (rule.hostnames.length > 0) return false;
  return matchesOf(rule).some((m) => m.headers.length + m.cookies.length + m.query.length === 0
    && (m.from.length === 0 || (caller !== undefined && m.from.includes(caller)))
    && (m.methods.length === 0 || (piece.methods.length > 0 && piece.methods.every((x) => m.methods.includes(x))))
    && (everyPath(m.path) || (piece.paths.length > 0 && piece.paths.every((p) => pathWithin(p, m.path!)))));
}

/** Whether every path of `a` is one of `b`, for certain. */
function pathWithin(a: PathFact, b: PathFact): boolean {
  if (everyPath(b)) return true;
  if (everyPath(a)) return false;
  if (b.kind === 'exact' || b.kind === 'regex') return a.kind === 'exact' && !pathsApart(a, b);
  return a.kind !== 'regex' && underPrefix(a.value, b.value);
}
/** Whether every request of `a` is one of `b`. */
export function pieceWithin(a: Piece, b: Piece): boolean {
  return (b.methods.length === 0 || (a.methods.length > 0 && a.methods.every((m) => b.methods.includes(m))))
    && (b.paths.length === 0 || (a.paths.length > 0 && a.paths.every((p) => b.paths.some((q) => pathWithin(p, q)))))
    && Object.entries(b.claims).every(([name, values]) => a.claims[name] !== undefined && a.claims[name]!.every((v) => values.includes(v)));
}
