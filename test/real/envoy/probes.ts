import type { Condition, Subject, TextMatch } from '../../../lib/effective';
import { textMatches } from '../../../lib/effective';
import { regexMatches } from '../../../lib/text/re2';

/** What a client sends: enough to meet any condition of a route. Names of headers are lower case. */
export interface Probe { readonly method: string; readonly path: string; readonly query: Readonly<Record<string, string>>; readonly headers: Readonly<Record<string, string>> }

export const plainProbe: Probe = { method: 'GET', path: '/', query: {}, headers: {} };
export const targetOf = (p: Probe): string => { const query = Object.entries(p.query).map(([k, v]) => `${k}=${v}`).join('&'); return query === '' ? p.path : `${p.path}?${query}`; };

type Atom = { readonly subject: Subject; readonly match: TextMatch; readonly not: boolean };

/** Requests around the boundaries of conditions: each met, and its neighbours on either side of each part. */
export function probesAround(conditions: readonly Condition[], most = 400): Probe[] {
  const found = new Map<string, Probe>();
  const add = (p: Probe) => { if (found.size < most) found.set(JSON.stringify(p), p); };
  add(plainProbe);
  add({ ...plainProbe, path: '/nowhere/at/all', method: 'DELETE' });
  for (const condition of conditions) for (const atoms of branches(condition, false).slice(0, 6)) {
    const met = atoms.reduce((p, a) => withAtom(p, a, textsFor(a.match)[0]), plainProbe);
    add(met);
    for (const atom of atoms) {
      for (const text of textsFor(atom.match)) {
        add(withAtom(met, { ...atom, not: false }, text));
        add(withAtom(plainProbe, { ...atom, not: false }, text));
      }
      add(without(met, atom.subject));
      if (atom.subject.on === 'method') for (const method of METHODS) add({ ...met, method });
    }
  }
  return [...found.values()];
}

/** The ways in which a condition can hold, each a list of parts. */
function branches(c: Condition, negated: boolean): Atom[][] {
  switch (c.op) {
    case 'not': return branches(c.of, !negated);
    case 'text': return [[{ subject: c.subject, match: c.match, not: negated }]];
    case 'all': case 'any': {
      const parts = c.of.map((one) => branches(one, negated));
      if ((c.op === 'all') === !negated) return parts.reduce<Atom[][]>((sum, next) => sum.flatMap((s) => next.map((n) => [...s, ...n])).slice(0, 12), [[]]);
      return parts.flat();
    }
    default: return [[]];
  }
}

const ORDINARY: TextMatch['kind'][] = ['exact', 'prefix', 'suffix', 'contains'];
/** Texts on both sides of a match; the first meets it. */
export function textsFor(match: TextMatch): string[] {
  if (match.kind === 'present') return ['there', ''];
  if (match.kind === 'regex') { const word = wordOf(match.value); return word === undefined ? ['x'] : [word, `${word}x`, word.slice(0, -1)]; }
  if (match.kind === 'template') { const word = match.value.replace(/\{\*\*\}/g, 'a/b').replace(/\{\*\}/g, 'one'); return [word, `${word}/x`, match.value.replace(/\{\*\*?\}/g, ''), `${word}x`]; }
  const v = match.value, upper = v.toUpperCase();
  const around = [v, `${v}x`, `x${v}`, `${v}/`, `${v}/x`, v.slice(0, -1), ...(ORDINARY.includes(match.kind) ? [upper] : [])];
  return [...around.filter((t) => textMatches(match, t)), ...around.filter((t) => !textMatches(match, t))];
}

/** A text that a regular expression of the simple sort matches. */
function wordOf(regex: string): string | undefined {
  const guesses = [
    regex.replace(/\\d\+|\[0-9\]\+|\\d/g, '7').replace(/\(\?:|[()^$]/g, '').replace(/\.\*|\.\+|\[\^[^\]]*\][+*]?|\[a-z\]\+|\\w\+/g, 'x').replace(/\|.*$/, '').replace(/\\(.)/g, '$1').replace(/[?*+]/g, ''),
    regex.split('|')[0].replace(/[()^$]/g, ''), '', 'x', 'a1', '1', '/x', 'abc', 'first=1; x=1',
  ];
  return guesses.find((g) => regexMatches(regex, g));
}

const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE']);
/** Only what a client can send as it stands. */
const sendable = (text: string): boolean => /^[\x21-\x7e]([\x20-\x7e]*[\x21-\x7e])?$/.test(text) || text === '';
function withAtom(p: Probe, { subject, not }: Atom, text: string): Probe {
  const value = not ? `${text}-not` : text;
  if (!sendable(value)) return p;
  switch (subject.on) {
    // Envoy reads no methods that it does not know.
    case 'method': return METHODS.has(value) ? { ...p, method: value } : p;
    case 'path': case 'target': return value.startsWith('/') && !/[?# ]/.test(value) ? { ...p, path: value } : p;
    case 'header': return subject.name === 'host' || subject.name.startsWith(':') ? p : { ...p, headers: { ...p.headers, [subject.name]: value } };
    case 'query': return /^[\w.~-]*$/.test(value) ? { ...p, query: { ...p.query, [subject.name]: value } } : p;
    case 'cookie': return { ...p, headers: { ...p.headers, cookie: `first=1; ${subject.name}=${value}` } };
    default: return p;
  }
}
function without(p: Probe, subject: Subject): Probe {
  if (subject.on === 'header') { const { [subject.name]: _, ...headers } = p.headers; return { ...p, headers }; }
  if (subject.on === 'query') { const { [subject.name]: _, ...query } = p.query; return { ...p, query }; }
  return subject.on === 'path' ? { ...p, path: '/' } : p;
}
