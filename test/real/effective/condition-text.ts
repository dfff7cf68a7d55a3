import type { Condition, Subject, TextMatch } from '../../../lib/effective';

/** Alternatives, each of all that it asks for. */
type Terms = readonly (ReadonlySet<string>)[];
/** More alternatives than that are left as they stand together. */
const MOST = 600;

/** A condition as one line that does not depend on how it was put together: alternatives of what is asked for, without those that say no more than another. */
export function conditionText(condition: Condition): string {
  const terms = termsOf(condition, false);
  if (terms === undefined) return nested(condition);
  if (terms.length === 0) return 'none';
  return terms.some((t) => t.size === 0) ? 'any' : terms.map((t) => [...t].sort().join(' and ')).sort().join(' or ');
}

function termsOf(c: Condition, negated: boolean): Terms | undefined {
  switch (c.op) {
    case 'always': return negated ? [] : [new Set()];
    case 'never': return negated ? [new Set()] : [];
    case 'not': return termsOf(c.of, !negated);
    case 'all': return (negated ? either : both)(c.of.map((o) => termsOf(o, negated)));
    case 'any': return (negated ? both : either)(c.of.map((o) => termsOf(o, negated)));
    case 'port': return (negated ? both : either)(c.ports.map((port) => [new Set([`${negated ? 'not ' : ''}port ${port}`])]));
    default: return [new Set([`${negated ? 'not ' : ''}${single(c)}`])];
  }
}

function either(lists: readonly (Terms | undefined)[]): Terms | undefined {
  const out: ReadonlySet<string>[] = [];
  for (const list of lists) { if (list === undefined) return undefined; out.push(...list); }
  return out.length > MOST ? undefined : widest(out);
}
function both(lists: readonly (Terms | undefined)[]): Terms | undefined {
  let out: Terms = [new Set()];
  for (const list of lists) {
    if (list === undefined || out.length * list.length > MOST * 4) return undefined;
    out = widest(out.flatMap((a) => list.map((b) => new Set([...a, ...b]))).filter((t) => ![...t].some((p) => t.has(`not ${p}`))));
    if (out.length > MOST) return undefined;
  }
  return out;
}
/** An alternative that asks for more than another is none. */
function widest(terms: Terms): Terms {
  const sorted = [...terms].sort((a, b) => a.size - b.size), kept: ReadonlySet<string>[] = [];
  for (const t of sorted) if (!kept.some((k) => [...k].every((p) => t.has(p)))) kept.push(t);
  return kept;
}

/** Flat and sorted, where there are too many alternatives. */
function nested(c: Condition): string {
  switch (c.op) {
    case 'always': return 'any';
    case 'never': return 'none';
    case 'all': return `(${[...new Set(c.of.map(nested))].sort().join(' and ')})`;
    case 'any': return `(${[...new Set(c.of.map(nested))].sort().join(' or ')})`;
    case 'not': return `not ${nested(c.of)}`;
    case 'port': return `port ${c.ports.join()}`;
    default: return single(c);
  }
}

function single(c: Extract<Condition, { op: 'text' | 'address' }>): string {
  if (c.op === 'address') return `${c.of} ${cidrText(c.cidr)}`;
  const { subject, match } = simplified(c);
  return `${subjectText(subject)} ${matchText(match)}`;
}
/** The start of an identity up to its first slash is its trust domain; an identity and a path are never empty. */
function simplified({ subject, match }: Extract<Condition, { op: 'text' }>): { readonly subject: Subject; readonly match: TextMatch } {
  const there = match.kind === 'regex' && match.value === '.+';
  if (subject.on === 'principal' && there) return { subject, match: { kind: 'present' } };
  if (subject.on === 'principal' && match.kind === 'prefix' && /^[^/]+\/$/.test(match.value)) return { subject: { on: 'trustDomain' }, match: { kind: 'exact', value: match.value.slice(0, -1) } };
  return { subject, match: match.kind === 'present' && subject.on === 'path' ? { kind: 'regex', value: '.+' } : match };
}

const subjectText = (s: Subject): string => ('name' in s ? `${s.on} ${s.name}` : 'path' in s ? `${s.on} ${s.path.join('.')}` : s.on);
const matchText = (m: TextMatch): string => (m.kind === 'present' ? 'present' : `${m.kind} ${m.value}${'ignoreCase' in m && m.ignoreCase ? ' in any case' : ''}`);
/** `10.1.2.3/8` as `10.0.0.0/8`; a single address has its full length. */
export function cidrText(cidr: string): string {
  const [address, length] = cidr.split('/');
  if (address.includes(':')) return `${address.toLowerCase()}/${length ?? 128}`;
  const bits = length === undefined ? 32 : Number(length), number = address.split('.').reduce((sum, p) => sum * 256 + Number(p), 0), size = 2 ** (32 - bits);
  const base = Math.floor(number / size) * size;
  return `${[24, 16, 8, 0].map((shift) => Math.floor(base / 2 ** shift) % 256).join('.')}/${bits}`;
}
