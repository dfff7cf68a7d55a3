import { all, any, type Condition, type Subject, type TextMatch } from '../../../lib/effective';

/** A condition as one line that does not depend on how it was put together: flat, sorted, with what all alternatives share in front of them. */
export function conditionText(condition: Condition): string {
  const c = canonical(condition);
  return c.op === 'all' ? c.of.map(part).sort().join(' and ') : part(c);
}

function part(c: Condition): string {
  switch (c.op) {
    case 'always': return 'any';
    case 'never': return 'none';
    case 'all': return `(${[...new Set(c.of.map(part))].sort().join(' and ')})`;
    case 'any': return `(${[...new Set(c.of.map(part))].sort().join(' or ')})`;
    case 'not': return `not ${part(c.of)}`;
    case 'port': return `port ${c.ports.join()}`;
    case 'address': return `${c.of} ${cidrText(c.cidr)}`;
    case 'text': return `${subjectText(c.subject)} ${matchText(c.match)}`;
  }
}

export function canonical(c: Condition): Condition {
  switch (c.op) {
    case 'not': { const of = canonical(c.of); return of.op === 'not' ? of.of : of.op === 'always' ? { op: 'never' } : of.op === 'never' ? { op: 'always' } : { op: 'not', of }; }
    case 'all': return all(needed(distinct(all(c.of.map(canonical)))));
    case 'any': return factored(widest(distinct(any(c.of.map(canonical)), 'any')));
    case 'port': return c.ports.length === 1 ? c : canonical(any(c.ports.map((p) => ({ op: 'port', ports: [p] }))));
    case 'text': return c.subject.on === 'principal' ? principal(c) : { ...c, match: same(c.subject, c.match) };
    default: return c;
  }
}
function distinct(c: Condition, op: 'all' | 'any' = 'all'): Condition[] {
  const seen = new Set<string>();
  return (c.op === op ? [...c.of] : [c]).filter((one) => { const text = part(one); return !seen.has(text) && seen.add(text); });
}

/** Alternatives of which one is asked for anyway say nothing. */
function needed(parts: readonly Condition[]): readonly Condition[] {
  const asked = new Set(parts.map(part));
  return parts.filter((p) => p.op !== 'any' || !p.of.some((d) => partsOf(d).every((t) => asked.has(t))));
}
/** An alternative that asks for more than another is none. */
function widest(alternatives: readonly Condition[]): readonly Condition[] {
  const lists = alternatives.map((a) => new Set(partsOf(a))), texts = new Set(alternatives.map(part));
  const offered = (a: Condition): boolean => a.op === 'all' && a.of.some((p) => p.op === 'any' && p.of.every((o) => texts.has(part(o))));
  return alternatives.filter((a, i) => !offered(a) && !lists.some((l, j) => j !== i && l.size < lists[i].size && [...l].every((t) => lists[i].has(t))));
}
const partsOf = (c: Condition): string[] => (c.op === 'all' ? c.of.map(part) : [part(c)]);

/** What every alternative asks for is asked once. */
function factored(alternatives: readonly Condition[]): Condition {
  if (alternatives.length < 2) return any(alternatives);
  const lists = alternatives.map((a) => (a.op === 'all' ? a.of : [a])), texts = lists.map((l) => new Set(l.map(part)));
  const common = lists[0].filter((c) => texts.every((t) => t.has(part(c))));
  if (common.length === 0) return any(alternatives);
  const names = new Set(common.map(part));
  return all([...common, canonical(any(lists.map((l) => all(l.filter((c) => !names.has(part(c)))))))]);
}

/** The start of an identity up to its first slash is its trust domain. */
function principal(c: Extract<Condition, { op: 'text' }>): Condition {
  const { match } = c;
  if (match.kind === 'regex' && match.value === '.+') return { ...c, match: { kind: 'present' } };
  return match.kind === 'prefix' && /^[^/]+\/$/.test(match.value) ? { op: 'text', subject: { on: 'trustDomain' }, match: { kind: 'exact', value: match.value.slice(0, -1) } } : c;
}
/** A path and a method are always there. */
function same(subject: Subject, match: TextMatch): TextMatch {
  return match.kind === 'present' && subject.on === 'path' ? { kind: 'regex', value: '.+' } : match;
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
