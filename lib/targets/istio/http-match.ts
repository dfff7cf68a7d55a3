import type { Mutable } from '../../manifests/type-helpers';
import type { StringMatch, VirtualServiceHttpMatch } from '../../manifests/types';
import type { MatchFacts, PathFact, ValueFact } from '../../model';
import { escapeRegex } from '../../text/re2';
import type { EmitContext } from './context';
import { sortKeys } from './context';

/** What every match of a rule is limited to besides: a port, an authority; `others`: authorities that it is not for. */
export interface Limit { readonly port?: number; readonly authority?: StringMatch; readonly others?: StringMatch }

/** How a path condition is said: a prefix of whole segments is the path itself and what is below it. */
export type PathPart = 'whole' | 'itself' | 'below';
/** `unconditional`: it asks for nothing but its port and not to be for other listeners' names, so that further matches of that port add nothing. */
export interface HttpMatch { readonly match: VirtualServiceHttpMatch; readonly part: PathPart; readonly unconditional: boolean }

/** Matches of a rule; any of them. */
export function httpMatches(context: EmitContext, m: MatchFacts, limits: readonly Limit[]): readonly HttpMatch[] {
  const headers = record(m.headers, false), without = record(m.headers, true);
  if (m.cookies.length > 0) {
    const cookie = cookieMatch(m.cookies.filter((c) => !c.not)), noCookie = anyCookie(m.cookies.filter((c) => c.not));
    if (cookie) headers.cookie = cookie;
    if (noCookie) without.cookie = without.cookie ? { regex: `${asRegex(without.cookie)}|${noCookie}` } : { regex: noCookie };
  }
  const query = record(m.query, false);
  const method: StringMatch | undefined = m.methods.length === 0 ? undefined : m.methods.length === 1 ? { exact: m.methods[0]! } : { regex: m.methods.join('|') };
  const sources = m.from.length === 0 ? ANYONE : m.from.map((id) => context.index.workload.get(id)!);
  const someHeaders = has(headers), someWithout = has(without), someQuery = has(query);
  const out: HttpMatch[] = [];
  for (const source of sources) {
    for (const [part, uri] of uris(m.path)) {
      for (const limit of limits) {
        const match: Mutable<VirtualServiceHttpMatch> = {};
        let any = false;
        if (limit.authority) { match.authority = limit.authority; any = true; }
        if (someHeaders) { match.headers = sortKeys(headers); any = true; }
        if (method) { match.method = method; any = true; }
        if (limit.port !== undefined) match.port = limit.port;
        if (someQuery) { match.queryParams = sortKeys(query); any = true; }
        if (source) {
          match.sourceLabels = sortKeys(source.selector);
          match.sourceNamespace = context.namespaceOf(source);
          any = true;
        }
        if (uri) { match.uri = uri; any = true; }
        if (limit.others || someWithout) match.withoutHeaders = sortKeys(limit.others ? { ...without, ':authority': limit.others } : without);
        any ||= someWithout;
        out.push({ match, part, unconditional: !any });
      }
    }
  }
  return out;
}
const ANYONE = [undefined];
const has = (o: object): boolean => { for (const _ in o) return true; return false; };

/** Every path is below `/`. */
const EVERY_PATH: readonly (readonly [PathPart, StringMatch | undefined])[] = [['below', undefined]];
function uris(path: PathFact | undefined): readonly (readonly [PathPart, StringMatch | undefined])[] {
  if (!path || (path.kind === 'prefix' && path.value === '/')) return EVERY_PATH;
  if (path.kind === 'exact') return [['whole', { exact: path.value }]];
  if (path.kind === 'regex') return [['whole', { regex: path.value }]];
  return [['itself', { exact: path.value }], ['below', { prefix: `${path.value}/` }]];
}

function record(values: readonly ValueFact[], not: boolean): Record<string, StringMatch> {
  const out: Record<string, StringMatch> = {};
  for (const v of values) if (v.not === not) out[v.name] = valueMatch(v);
  return out;
}
/** Nothing said of the value asks whether it is there at all. */
function valueMatch(v: ValueFact): StringMatch {
  if (v.kind === 'present' || (v.kind === 'prefix' && v.value === '')) return {};
  if (v.value === '') return { regex: '^$' };
  return v.kind === 'exact' ? { exact: v.value } : v.kind === 'prefix' ? { prefix: v.value } : { regex: v.value };
}
const asRegex = (m: StringMatch): string => (m.exact !== undefined ? escapeRegex(m.exact) : m.prefix !== undefined ? `${escapeRegex(m.prefix)}.*` : m.regex ?? '.*');

/** More cookies than this in one match would take too many orders to write down. */
export const MAX_COOKIES = 3;
/** A condition on cookies is one on the header that carries them all, in any order. */
function cookieMatch(cookies: readonly ValueFact[]): StringMatch | undefined {
  if (cookies.length === 0) return undefined;
  return { regex: orders(cookies.map(cookieRegex)).map((order) => `(?:.*;\\s*)?${order.join(';(?:.*;)?\\s*')}(?:;.*)?`).join('|') };
}
const anyCookie = (cookies: readonly ValueFact[]): string | undefined =>
  (cookies.length === 0 ? undefined : `(?:.*;\\s*)?(?:${cookies.map(cookieRegex).join('|')})(?:;.*)?`);
function cookieRegex({ name, kind, value }: ValueFact): string {
  const is = `${escapeRegex(name)}=`;
  return kind === 'exact' ? is + escapeRegex(value) : kind === 'prefix' ? `${is}${escapeRegex(value)}[^;]*` : kind === 'regex' ? `${is}(?:${value})` : `${is}[^;]*`;
}
function orders<T>(items: readonly T[]): readonly (readonly T[])[] {
  if (items.length < 2) return [items];
  return items.flatMap((item, i) => orders([...items.slice(0, i), ...items.slice(i + 1)]).map((rest) => [item, ...rest]));
}

/** An authority as clients write it: in any case, with or without a port. Several: any of them. */
export const authorityMatch = (...hostnames: readonly string[]): StringMatch => ({ regex: hostnames.map(authorityRegex).join('|') });
const authorityRegex = (hostname: string): string =>
  `(?i)${hostname.startsWith('*.') ? `[^:]+${escapeRegex(hostname.slice(1))}` : escapeRegex(hostname)}(?::[0-9]+)?`;
