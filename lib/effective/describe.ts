import type { Condition, Subject, TextMatch } from './condition';

/** A condition in plain words: `path begins with /v2 and header end-user is jason`. */
export function describe(condition: Condition): string {
  return words(condition, false);
}

function words(c: Condition, nested: boolean): string {
  switch (c.op) {
    case 'always': return 'every request';
    case 'never': return 'no request';
    case 'all': { const text = c.of.map((one) => words(one, true)).join(' and '); return nested ? `(${text})` : text; }
    case 'any': {
      const below = segments(c.of);
      if (below) return below.map(([path, negated]) => textWords({ on: 'path' }, { kind: 'segments', value: path }, negated)).join(' or ');
      const same = sameSubject(c.of);
      if (same) return `${subjectText(same.subject)} is ${list(same.values)}`;
      const text = c.of.map((one) => words(one, true)).join(' or ');
      return nested ? `(${text})` : text;
    }
    case 'not': return c.of.op === 'text' ? textWords(c.of.subject, c.of.match, true) : `not (${words(c.of, false)})`;
    case 'text': return textWords(c.subject, c.match, false);
    case 'port': return `port ${c.ports.join(' or ')}`;
    case 'address': return `${c.of === 'peer' ? 'address of the peer' : c.of === 'client' ? 'address of the client' : 'destination address'} in ${c.cidr}`;
  }
}

/** Paths of which each is there by itself and with what is below it, as targets that know no segments have to say it. */
function segments(of: readonly Condition[]): [string, false][] | undefined {
  const exact = new Set<string>(), below = new Set<string>();
  for (const c of of) {
    if (c.op !== 'text' || c.subject.on !== 'path' || (c.match.kind !== 'exact' && c.match.kind !== 'prefix') || c.match.ignoreCase) return undefined;
    if (c.match.kind === 'exact') exact.add(c.match.value);
    else if (c.match.value.endsWith('/') && c.match.value !== '/') below.add(c.match.value.slice(0, -1));
    else return undefined;
  }
  return exact.size === below.size && [...exact].every((e) => below.has(e)) ? [...exact].map((e) => [e, false]) : undefined;
}

/** `method is GET or HEAD`, where all look at one thing. */
function sameSubject(of: readonly Condition[]): { subject: Subject; values: string[] } | undefined {
  const first = of[0];
  if (first?.op !== 'text') return undefined;
  const key = subjectText(first.subject), values: string[] = [];
  for (const c of of) {
    if (c.op !== 'text' || c.match.kind !== 'exact' || c.match.ignoreCase || subjectText(c.subject) !== key) return undefined;
    values.push(c.match.value);
  }
  return { subject: first.subject, values };
}
const list = (values: readonly string[]): string => (values.length < 2 ? values.join() : `${values.slice(0, -1).join(', ')} or ${values[values.length - 1]}`);

export function subjectText(s: Subject): string {
  switch (s.on) {
    case 'header': case 'query': case 'cookie': case 'metadata': return s.on === 'query' ? `query parameter ${s.name}` : `${s.on} ${s.name}`;
    case 'claim': return `claim ${s.path.join('.')}`;
    case 'authority': return 'host';
    case 'sni': return 'SNI';
    case 'principal': return 'identity of the caller';
    case 'namespace': return 'namespace of the caller';
    case 'serviceAccount': return 'service account of the caller';
    case 'trustDomain': return 'trust domain of the caller';
    case 'requestPrincipal': return 'principal of the token';
    default: return s.on;
  }
}

function textWords(subject: Subject, match: TextMatch, negated: boolean): string {
  const what = subjectText(subject);
  if (match.kind === 'present') return `${what} is ${negated ? 'absent' : 'present'}`;
  const verb = negated
    ? { exact: 'is not', prefix: 'does not begin with', suffix: 'does not end with', contains: 'does not contain', segments: 'is not at or below', regex: 'does not match', template: 'is not like' }
    : { exact: 'is', prefix: 'begins with', suffix: 'ends with', contains: 'contains', segments: 'is at or below', regex: 'matches', template: 'is like' };
  return `${what} ${verb[match.kind]} ${match.kind === 'regex' ? `/${match.value}/` : match.value}${'ignoreCase' in match && match.ignoreCase ? ' (in any case)' : ''}`;
}
