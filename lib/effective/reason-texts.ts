import { literalPrefix } from '../text/re2';
import type { Subject, TextMatch } from './condition';
import { textMatches, valuesOf } from './evaluate';

/** A text that is compared. */
interface Compared { readonly subject: Subject; readonly match: TextMatch }

/** Whether two texts surely cannot match, or not match, of one request (or one alone cannot, given twice). */
export function contradicts(a: Compared, aHolds: boolean, b: Compared, bHolds: boolean): boolean {
  if (!isSame(a.subject, b.subject)) return partsContradict(a, aHolds, b, bHolds) || partsContradict(b, bHolds, a, aHolds);
  // Of a claim that is a list each may hold of another value.
  const single = a.subject.on !== 'claim';
  if (aHolds && bHolds) return single && apart(a.match, b.match);
  if (aHolds !== bHolds) return aHolds ? includes(b.match, a.match, a.subject) : includes(a.match, b.match, a.subject);
  // Neither may hold: impossible only where one of them always does.
  return always(a.match, a.subject) || always(b.match, b.subject);
}

/** What a subject is known by. */
export const keyOf = (s: Subject): string => (s.on === 'claim' ? `claim ${s.path.join('\0')}` : 'name' in s ? `${s.on} ${s.name}` : s.on);
const isSame = (a: Subject, b: Subject): boolean => a === b || (a.on === b.on && ((a.on !== 'claim' && !('name' in a)) || keyOf(a) === keyOf(b)));

/** Things that every HTTP request has. */
export const ALWAYS_THERE: ReadonlySet<Subject['on']> = new Set(['method', 'path', 'target', 'authority', 'scheme']);

/** A known identity has known parts. */
function partsContradict(whole: Compared, wholeHolds: boolean, part: Compared, partHolds: boolean): boolean {
  if (whole.subject.on !== 'principal' || !wholeHolds || whole.match.kind !== 'exact' || !PARTS.has(part.subject.on)) return false;
  return (valuesOf(part.subject, { principal: whole.match.value }) ?? []).some((v) => textMatches(part.match, v)) !== partHolds;
}
const PARTS: ReadonlySet<Subject['on']> = new Set(['namespace', 'serviceAccount', 'trustDomain']);

/** Whether what is there always matches. */
function always(match: TextMatch, subject: Subject): boolean {
  if (!ALWAYS_THERE.has(subject.on)) return false;
  return takesAll(match) || ((subject.on === 'path' || subject.on === 'target') && match.kind === 'prefix' && match.value === '/');
}
/** Whether every text matches that is there at all. Line breaks, which `.` leaves out, are in nothing that is looked at. */
function takesAll(match: TextMatch): boolean {
  switch (match.kind) {
    case 'present': return true;
    case 'regex': return match.value === '.*' || match.value === '^.*$' || match.value === '(.*)';
    case 'prefix': case 'suffix': case 'contains': return match.value === '';
    case 'segments': return match.value === '' || match.value === '/';
    default: return false;
  }
}

const lower = (m: TextMatch): string => ('value' in m ? m.value.toLowerCase() : '');
const ignores = (m: TextMatch): boolean => 'ignoreCase' in m && m.ignoreCase === true;

/** Whether no text matches both; surely. */
export function apart(a: TextMatch, b: TextMatch): boolean {
  if (a.kind === 'present' || b.kind === 'present') return false;
  if (a.kind === 'exact' && !ignores(a)) return !textMatches(b, a.value);
  if (b.kind === 'exact' && !ignores(b)) return !textMatches(a, b.value);
  // Without case the plain ones are compared as if neither cared: then only what differs anyway is apart.
  const loose = ignores(a) || ignores(b);
  if (loose && [a, b].some((m) => m.kind === 'regex' || m.kind === 'template')) return false;
  const [va, vb] = loose ? [lower(a), lower(b)] : [a.value, b.value];
  if (a.kind === 'exact' || b.kind === 'exact') return a.kind === 'exact' ? !textMatches(plain(b, vb), va) : !textMatches(plain(a, va), vb);
  const pa = beginning(a, va), pb = beginning(b, vb);
  if (pa !== '' && pb !== '' && !pa.startsWith(pb) && !pb.startsWith(pa)) return true;
  if (a.kind === 'segments' && b.kind === 'segments') return !below(va, vb) && !below(vb, va);
  if (a.kind === 'segments' && b.kind === 'prefix') return segmentsMiss(va, vb);
  if (b.kind === 'segments' && a.kind === 'prefix') return segmentsMiss(vb, va);
  return a.kind === 'suffix' && b.kind === 'suffix' && !va.endsWith(vb) && !vb.endsWith(va);
}
const plain = (m: TextMatch, value: string): TextMatch => ({ ...m, value, ignoreCase: undefined }) as TextMatch;
/** `/v2` as segments and a text prefix such as `/v2x`, which goes on in the segment itself. */
const segmentsMiss = (segments: string, prefix: string): boolean => { const base = segments.replace(/\/$/, ''); return prefix.length > base.length ? !prefix.startsWith(`${base}/`) : !base.startsWith(prefix); };
const below = (path: string, above: string): boolean => { const base = above.replace(/\/$/, ''); return path.replace(/\/$/, '') === base || path.startsWith(`${base}/`); };

/** What all that matches begins with. */
function beginning(m: TextMatch, value: string): string {
  switch (m.kind) {
    case 'prefix': case 'segments': return m.kind === 'segments' ? value.replace(/\/$/, '') : value;
    case 'regex': return literalPrefix(value);
    case 'template': return value.split(/\{\*+\}/)[0];
    default: return '';
  }
}

/** Whether everything that matches the narrow one matches the wide one; surely. */
export function includes(wide: TextMatch, narrow: TextMatch, subject: Subject): boolean {
  if (takesAll(wide) || always(wide, subject)) return true;
  if (narrow.kind === 'present' || wide.kind === 'present') return false;
  if (narrow.kind === 'exact' && !ignores(narrow)) return textMatches(wide, narrow.value);
  if (wide.kind === narrow.kind && wide.value === narrow.value && (ignores(wide) || !ignores(narrow))) return true;
  if (ignores(narrow) && !ignores(wide)) return false;
  const loose = ignores(wide), value = loose ? lower(wide) : wide.value;
  const [v, start] = loose ? [lower(narrow), beginning(narrow, narrow.value).toLowerCase()] : [narrow.value, beginning(narrow, narrow.value)];
  switch (wide.kind) {
    case 'exact': return narrow.kind === 'exact' && v === value;
    case 'prefix': return narrow.kind === 'exact' ? v.startsWith(value) : start.startsWith(value) || (narrow.kind === 'segments' && start === value);
    case 'segments': return narrow.kind === 'exact' ? textMatches(plain(wide, value), v) : narrow.kind === 'segments' ? below(v, value) : start.startsWith(`${value.replace(/\/$/, '')}/`);
    case 'suffix': return (narrow.kind === 'suffix' || narrow.kind === 'exact') && v.endsWith(value);
    case 'contains': return narrow.kind !== 'regex' && narrow.kind !== 'template' && v.includes(value);
    // `/v2.*` takes what begins with /v2.
    case 'regex': { const head = wholePrefix(wide.value); return head !== undefined && (narrow.kind === 'exact' ? v.startsWith(head) : beginning(narrow, narrow.value).startsWith(head)); }
    case 'template': return false;
  }
}
/** What a regular expression of the form `literal.*` begins with. */
function wholePrefix(regex: string): string | undefined {
  const found = /^\^?((?:[^\\.[({*+?$^|)}\]]|\\[^A-Za-z0-9])*)(?:\.\*|\(\.\*\))\$?$/.exec(regex);
  return found ? found[1].replace(/\\(.)/g, '$1') : undefined;
}
