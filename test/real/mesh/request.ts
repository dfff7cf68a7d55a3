import type { MatchFacts, PathFact, ValueFact } from '../../../lib/model';
import type { ResolvedRule } from '../../../lib/resolve/resolved';
import { regexMatches } from '../../../lib/text/re2';

/** A request as a proxy sees it; header names are lower case. */
export interface Request {
  readonly path: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
}

const plain: Request = { path: '/', method: 'GET', headers: {}, query: {} };

/** A text that a regular expression of the simple sort matches; undefined when the guess fails. */
function wordOf(regex: string): string | undefined {
  const guesses = [
    regex.replace(/\\d\+|\[0-9\]\+|\\d/g, '7').replace(/\(\?:|[()^$]/g, '').replace(/\.\*|\.\+|\[\^[^\]]*\][+*]?|\[a-z\]\+|\\w\+/g, 'x').replace(/\|.*$/, '').replace(/\\(.)/g, '$1').replace(/[?*+]/g, ''),
    regex.split('|')[0].replace(/[()^$]/g, ''), 'x', 'a1', '1',
  ];
  return guesses.find((guess) => regexMatches(regex, guess));
}

const pathOf = (path: PathFact | undefined): string | undefined => (path === undefined ? '/' : path.kind === 'regex' ? wordOf(path.value) : path.value);
const textOf = (value: ValueFact): string | undefined => (value.kind === 'present' ? 'there' : value.kind === 'regex' ? wordOf(value.value) : value.value);

/** A request that satisfies one match, as far as one is easily found. */
function witness(match: MatchFacts): Request | undefined {
  const path = pathOf(match.path);
  if (path === undefined) return undefined;
  const headers: Record<string, string> = {};
  const query: Record<string, string> = {};
  const cookies: string[] = [];
  for (const [list, put] of [
    [match.headers, (name: string, text: string) => { headers[name] = text; }],
    [match.query, (name: string, text: string) => { query[name] = text; }],
    [match.cookies, (name: string, text: string) => { cookies.push(`${name}=${text}`); }],
  ] as const) {
    for (const condition of list) {
      if (condition.not) continue;
      const text = textOf(condition);
      if (text === undefined) return undefined;
      put(condition.name, text);
    }
  }
  if (cookies.length > 0) headers.cookie = ['first=1', ...cookies, 'last=1'].join('; ');
  return { path, method: match.methods[0] ?? 'GET', headers, query };
}

/** Requests that tell the rules of a host apart: one for each match, and its neighbours on either side of each condition. */
export function probesOf(rules: readonly ResolvedRule[]): Request[] {
  const probes = new Map<string, Request>();
  const add = (request: Request) => probes.set(JSON.stringify(request), request);
  add(plain);
  add({ ...plain, path: '/nowhere', method: 'DELETE' });
  for (const match of rules.flatMap((rule) => rule.matches)) {
    const exact = witness(match);
    if (exact === undefined) continue;
    add(exact);
    const path = exact.path === '/' ? '' : exact.path;
    for (const neighbour of [`${path}/x`, path === '' ? '/x/y' : `${path}x`, `${path}/`]) add({ ...exact, path: neighbour });
    add({ ...exact, method: exact.method === 'GET' ? 'POST' : 'GET' });
    add({ ...plain, path: exact.path });
    for (const name of Object.keys(exact.headers)) {
      const { [name]: _, ...rest } = exact.headers;
      add({ ...exact, headers: rest });
      add({ ...exact, headers: { ...rest, [name]: `${exact.headers[name]}y` } });
      add({ ...plain, headers: { [name]: exact.headers[name] } });
    }
    for (const name of Object.keys(exact.query)) add({ ...exact, query: { ...exact.query, [name]: `${exact.query[name]}y` } });
    for (const condition of [...match.headers, ...match.cookies].filter((one) => one.not)) {
      const text = textOf(condition);
      if (text !== undefined) add({ ...exact, headers: match.headers.includes(condition) ? { ...exact.headers, [condition.name]: text } : { ...exact.headers, cookie: `${exact.headers.cookie === undefined ? '' : `${exact.headers.cookie}; `}${condition.name}=${text}` } });
    }
  }
  return [...probes.values()];
}

/** Whether a request satisfies a match, by the words of the model. */
export function satisfies(request: Request, match: MatchFacts, caller: string | undefined): boolean {
  if (match.from.length > 0 && (caller === undefined || !match.from.includes(caller))) return false;
  if (match.methods.length > 0 && !(match.methods as readonly string[]).includes(request.method)) return false;
  if (match.path !== undefined && !pathMatches(match.path, request.path)) return false;
  const cookies = cookiesOf(request.headers.cookie ?? '');
  return match.headers.every((one) => holds(one, request.headers[one.name])) && match.query.every((one) => holds(one, request.query[one.name])) && match.cookies.every((one) => holds(one, cookies[one.name]));
}

function pathMatches(path: PathFact, actual: string): boolean {
  if (path.kind === 'exact') return actual === path.value;
  if (path.kind === 'regex') return regexMatches(path.value, actual);
  return path.value === '/' || actual === path.value || actual.startsWith(`${path.value}/`);
}

function holds(condition: ValueFact, actual: string | undefined): boolean {
  const met = actual !== undefined && (condition.kind === 'present' || (condition.kind === 'exact' ? actual === condition.value : condition.kind === 'prefix' ? actual.startsWith(condition.value) : regexMatches(condition.value, actual)));
  return met !== condition.not;
}

function cookiesOf(header: string): Record<string, string> {
  return Object.fromEntries(header.split(';').map((pair) => pair.trim().split(/=(.*)/s, 2)).filter(([name]) => name !== '').map(([name, value]) => [name, value ?? '']));
}

export const fullMatch = regexMatches;
