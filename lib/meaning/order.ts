import { HTTP_PROTOCOLS, type MatchFacts, type PathFact, type ValueFact } from '../model';
import { literalPrefix, regexMatches } from '../text/re2';

/** One match of one rule, on its way into the order of a host. */
export interface Entry {
  /** Id of its route: its list order holds inside it. */
  readonly route: string;
  readonly index: number;
  readonly nth: number;
  readonly priority: number;
  readonly match: MatchFacts;
  /** For which name it is here, and for what else it is limited to (listeners); empty: no limit. */
  readonly hostname?: string;
  readonly limits: readonly string[];
}

/** A full name before any wildcard, a longer wildcard before a shorter one, any of them before none. */
export const nameRank = (name: string | undefined): number => (name === undefined ? 0 : name === '*' ? 1 : name.startsWith('*') ? name.length : 1000);
export const everyPath = (p: PathFact | undefined): boolean => p === undefined || (p.kind === 'prefix' && p.value === '/');

/** Gateway API's precedence: hostname, exact path, longer prefix, regular expression, method, headers, query; then who the caller is, then priority. */
function rank({ match: m, hostname, priority }: Entry): readonly number[] {
  const path = everyPath(m.path) ? 0 : m.path!.kind === 'exact' ? 3 : m.path!.kind === 'prefix' ? 2 : 1;
  return [nameRank(hostname), path, path === 2 ? m.path!.value.length : 0, m.methods.length > 0 ? 1 : 0, m.headers.length + m.cookies.length, m.query.length, m.from.length > 0 ? 1 : 0, priority];
}
function moreSpecific(a: Entry, b: Entry): number {
  const [x, y] = [rank(a), rank(b)];
  for (let i = 0; i < x.length; i++) if (x[i] !== y[i]) return y[i] - x[i];
  return 0;
}

/** The entries in the order in which they are to be tried: inside a route as listed, between routes the more specific first, wherever one request can meet both. */
export function inOrder<E extends Entry>(entries: readonly E[]): readonly E[] {
  const rest = [...entries].sort((a, b) => moreSpecific(a, b) || compare(a.route, b.route) || a.index - b.index || a.nth - b.nth);
  const out: E[] = [];
  while (rest.length > 0) {
    let at = rest.findIndex((e) => !rest.some((o) => o !== e && comesFirst(o, e)));
    // List order and precedence contradict each other: then priority orders whole routes.
    if (at < 0) at = firstByPriority(rest);
    out.push(...rest.splice(at, 1));
  }
  return out;
}
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function comesFirst(a: Entry, b: Entry): boolean {
  if (!canMeet(a, b)) return false;
  return a.route === b.route ? a.index < b.index : moreSpecific(a, b) < 0;
}
function firstByPriority(entries: readonly Entry[]): number {
  const free = entries.map((e, i) => ({ e, i })).filter(({ e }) => !entries.some((o) => o.route === e.route && o.index < e.index && canMeet(o, e)));
  return free.reduce((best, x) => (x.e.priority > best.e.priority ? x : best)).i;
}

/** Whether one request could be of both, as far as one can tell. */
export function canMeet(a: Pick<Entry, 'match' | 'limits' | 'hostname'>, b: Pick<Entry, 'match' | 'limits' | 'hostname'>): boolean {
  if (a.limits.length > 0 && b.limits.length > 0 && !a.limits.some((l) => b.limits.includes(l))) return false;
  if (a.hostname !== undefined && b.hostname !== undefined && !namesMeet(a.hostname, b.hostname)) return false;
  return matchesMeet(a.match, b.match);
}
const namesMeet = (a: string, b: string): boolean => covers(a, b) || covers(b, a);
/** Whether a name, or all names of a wildcard, are names of a pattern. */
export const covers = (pattern: string, name: string): boolean => pattern === '*' || pattern === name || (pattern.startsWith('*.') && name.length > pattern.length - 1 && name.endsWith(pattern.slice(1)));

function matchesMeet(a: MatchFacts, b: MatchFacts): boolean {
  const some = <T>(x: readonly T[], y: readonly T[]): boolean => x.length === 0 || y.length === 0 || x.some((v) => y.includes(v));
  return pathsMeet(a.path, b.path) && some(a.methods, b.methods) && some(a.from, b.from)
    && (['headers', 'cookies', 'query'] as const).every((field) => a[field].every((x) => b[field].every((y) => x.name !== y.name || valuesMeet(x, y))));
}
export function pathsMeet(a: PathFact | undefined, b: PathFact | undefined): boolean {
  if (everyPath(a) || everyPath(b)) return true;
  const [p, q] = [a!, b!];
  if (p.kind === 'exact') return pathMeets(p.value, q);
  if (q.kind === 'exact') return pathMeets(q.value, p);
  if (p.kind === 'prefix' && q.kind === 'prefix') return below(p.value, q.value) || below(q.value, p.value);
  return startsAlike(p.kind === 'prefix' ? p.value : literalPrefix(p.value), q.kind === 'prefix' ? q.value : literalPrefix(q.value));
}
/** Whether one path satisfies a condition. */
export const pathMeets = (path: string, p: PathFact): boolean => (p.kind === 'exact' ? path === p.value : p.kind === 'prefix' ? below(path, p.value) : regexMatches(p.value, path));
export const below = (path: string, prefix: string): boolean => prefix === '/' || path === prefix || path.startsWith(`${prefix}/`);
const startsAlike = (a: string, b: string): boolean => a.startsWith(b) || b.startsWith(a);

function valuesMeet(a: ValueFact, b: ValueFact): boolean {
  if (a.not && b.not) return true;
  if (a.not !== b.not) { const [yes, no] = a.not ? [b, a] : [a, b]; return !within(yes, no); }
  if (a.kind === 'present' || b.kind === 'present') return true;
  if (a.kind === 'exact') return valueMeets(a.value, b);
  if (b.kind === 'exact') return valueMeets(b.value, a);
  return startsAlike(a.kind === 'prefix' ? a.value : literalPrefix(a.value), b.kind === 'prefix' ? b.value : literalPrefix(b.value));
}
const valueMeets = (value: string, v: ValueFact): boolean => v.kind === 'present' || (v.kind === 'exact' ? value === v.value : v.kind === 'prefix' ? value.startsWith(v.value) : regexMatches(v.value, value));
/** Whether all values of one condition are values of another, as far as it is plain to see. */
function within(a: ValueFact, b: ValueFact): boolean {
  if (b.kind === 'present' || (a.kind === b.kind && a.value === b.value)) return true;
  if (a.kind === 'exact') return valueMeets(a.value, b);
  return a.kind === 'prefix' && b.kind === 'prefix' && a.value.startsWith(b.value);
}
export const isHttp = (p: { readonly protocol: string }): boolean => (HTTP_PROTOCOLS as ReadonlySet<string>).has(p.protocol);
