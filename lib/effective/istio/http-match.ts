import { all, always, any, not, text, type Condition, type Subject, type TextMatch } from '../condition';
import { textMatches } from '../evaluate';
import { fields, type Fields } from './fields';

const CLAIMS = '@request.auth.claims';

/** What a match of a VirtualService asks of requests. Ports, gateways and sources are not part of it: for one proxy they are decided beforehand. */
export function conditionOf(match: Fields): Condition {
  const uri = fields(match.uri);
  return all([
    uri ? pathCondition(uri, match.ignoreUriCase === true) : always,
    ...['method', 'authority', 'scheme'].map((on) => (fields(match[on]) ? text({ on } as Subject, textMatch(match[on])) : always)),
    ...named(match.headers).map(([name, wanted]) => text(headerSubject(name), textMatch(wanted))),
    ...named(match.withoutHeaders).map(([name, wanted]) => without(headerSubject(name), textMatch(wanted))),
    ...named(match.queryParams).map(([name, wanted]) => text({ on: 'query', name }, textMatch(wanted))),
  ]);
}

/** Prefixes are of text, not of segments. All paths are no condition. */
function pathCondition(uri: Fields, ignoreCase: boolean): Condition {
  if (uri.prefix === '/' || uri.regex === '.*') return always;
  for (const kind of ['exact', 'prefix'] as const) if (typeof uri[kind] === 'string') return text({ on: 'path' }, { kind, value: uri[kind], ...(ignoreCase && { ignoreCase: true as const }) });
  return typeof uri.regex === 'string' ? text({ on: 'path' }, { kind: 'regex', value: uri.regex }) : always;
}

/** A text as a VirtualService wants it; nothing, and the regular expression `*`, want it to be there. */
export function textMatch(wanted: Fields): TextMatch {
  for (const kind of ['exact', 'prefix'] as const) if (typeof wanted[kind] === 'string') return { kind, value: wanted[kind] };
  return typeof wanted.regex === 'string' && wanted.regex !== '*' ? { kind: 'regex', value: wanted.regex } : { kind: 'present' };
}

/** A header that is absent counts as an empty one, unless it is asked for at all. */
function without(subject: Subject, match: TextMatch): Condition {
  if (subject.on === 'claim' || match.kind === 'present' || !textMatches(match, '')) return not(text(subject, match));
  return not(any([text(subject, match), not(text(subject, { kind: 'present' }))]));
}

/** A header, a pseudo header, or a claim: `@request.auth.claims.a.b`, `@request.auth.claims[a][b]`. */
function headerSubject(name: string): Subject {
  if (name.toLowerCase().startsWith(CLAIMS)) {
    const rest = name.slice(CLAIMS.length);
    if (rest.startsWith('.') && rest.length > 1) return { on: 'claim', path: rest.slice(1).split('.') };
    if (rest.startsWith('[') && rest.endsWith(']') && rest.length > 2) return { on: 'claim', path: rest.slice(1, -1).split('][') };
  }
  const lower = name.toLowerCase();
  switch (lower) {
    case ':method': return { on: 'method' };
    case ':authority': case 'host': return { on: 'authority' };
    case ':scheme': return { on: 'scheme' };
    case ':path': return { on: 'target' };
    default: return { on: 'header', name: lower };
  }
}

const named = (value: unknown): readonly (readonly [string, Fields])[] => Object.entries(fields(value) ?? {}).map(([name, wanted]) => [name, fields(wanted) ?? {}] as const);
