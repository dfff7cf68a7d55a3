import type { HttpMethodFact, MatchFacts, PathFact, ValueFact } from '../model';
import { combineValues, excludes } from './conditions';
import { literalPrefix, regexMatches } from '../text/re2';

export const EVERY_REQUEST: MatchFacts = { methods: [], headers: [], cookies: [], query: [], from: [] };
/** The matches of a rule: one that has none takes every request. */
export const matchesOf = (rule: { readonly matches: readonly MatchFacts[] }): readonly MatchFacts[] => (rule.matches.length === 0 ? [EVERY_REQUEST] : rule.matches);
export const everyPath = (path: PathFact | undefined): boolean => path === undefined || (path.kind === 'prefix' && path.value === '/');
export const isUnconditional = (m: MatchFacts): boolean => everyPath(m.path) && m.methods.length + m.headers.length + m.cookies.length + m.query.length + m.from.length === 0;
/** Whether a path lies in a prefix of whole segments. */
export const underPrefix = (path: string, prefix: string): boolean => prefix === '/' || (path.startsWith(prefix) && (path.length === prefix.length || path.charCodeAt(prefix.length) === 47));

/** Whether no path satisfies both, for certain. */
export function pathsApart(a: PathFact | undefined, b: PathFact | undefined): boolean {
  if (everyPath(a) || everyPath(b)) return false;
  const [x, y] = rank(a!) <= rank(b!) ? [a!, b!] : [b!, a!];
  if (x.kind === 'exact') return y.kind === 'exact' ? x.value !== y.value : y.kind === 'prefix' ? !underPrefix(x.value, y.value) : !regexMatches(y.value, x.value);
  if (x.kind === 'prefix' && y.kind === 'prefix') return !underPrefix(x.value, y.value) && !underPrefix(y.value, x.value);
  const p = x.kind === 'prefix' ? x.value : literalPrefix(x.value), q = literalPrefix(y.value);
  return !p.startsWith(q) && !q.startsWith(p);
}
const rank = (p: PathFact): number => (p.kind === 'exact' ? 0 : p.kind === 'prefix' ? 1 : 2);

/** The paths that satisfy both; undefined where no single condition says it. Not to be asked of paths that lie apart. */
export function pathAnd(a: PathFact | undefined, b: PathFact | undefined): { readonly path?: PathFact } | undefined {
  if (everyPath(a)) return { path: b ?? a };
  if (everyPath(b)) return { path: a };
  if (a!.kind === 'exact') return { path: a };
  if (b!.kind === 'exact') return { path: b };
  if (a!.kind === 'prefix' && b!.kind === 'prefix') return { path: a!.value.length > b!.value.length ? a : b };
  return a!.kind === b!.kind && a!.value === b!.value ? { path: a } : undefined;
}

const disjoint = <T>(a: readonly T[], b: readonly T[]): boolean => a.length > 0 && b.length > 0 && !a.some((x) => b.includes(x));
const valuesApart = (a: readonly ValueFact[], b: readonly ValueFact[]): boolean => a.length > 0 && b.length > 0 && a.some((x) => b.some((y) => x.name === y.name && excludes(x, y)));

/** Whether no request satisfies both, for certain. */
export function matchesApart(a: MatchFacts, b: MatchFacts): boolean {
  return pathsApart(a.path, b.path) || disjoint(a.methods, b.methods) || disjoint(a.from, b.from) || valuesApart(a.headers, b.headers) || valuesApart(a.cookies, b.cookies) || valuesApart(a.query, b.query);
}

const meet = <T>(a: readonly T[], b: readonly T[]): readonly T[] => (a.length === 0 ? b : b.length === 0 ? a : a.filter((x) => b.includes(x)));

function valuesAnd(values: readonly ValueFact[]): readonly ValueFact[] | undefined {
  if (values.length < 2) return values;
  const byName = new Map<string, ValueFact[]>();
  for (const v of values) {
    const group = byName.get(v.name);
    if (group) group.push(v);
    else byName.set(v.name, [v]);
  }
  if (byName.size === values.length) return values;
  const out: ValueFact[] = [];
  for (const group of byName.values()) {
    const one = combineValues(group);
    if (!one) return undefined;
    out.push(...one);
  }
  return out;
}

/**
 * The requests that satisfy both: `never`, or `inexpressible` where a path or a name would need two conditions that no single one says.
 * What it gives has at most one positive and one negated condition on a name.
 */
export function matchAnd(a: MatchFacts, b: MatchFacts): MatchFacts | 'never' | 'inexpressible' {
  if (matchesApart(a, b)) return 'never';
  const path = pathAnd(a.path, b.path);
  const headers = valuesAnd([...a.headers, ...b.headers]), cookies = valuesAnd([...a.cookies, ...b.cookies]), query = valuesAnd([...a.query, ...b.query]);
  if (!path || !headers || !cookies || !query) return 'inexpressible';
  return { ...(path.path ? { path: path.path } : {}), methods: meet<HttpMethodFact>(a.methods, b.methods), headers, cookies, query, from: meet(a.from, b.from) };
}
