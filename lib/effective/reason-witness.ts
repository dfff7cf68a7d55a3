import type { Subject, TextMatch } from './condition';
import { textMatches } from './evaluate';
import type { Literal } from './reason';
import { ALWAYS_THERE, keyOf } from './reason-texts';
import type { SeenRequest } from './request';

type Wanted = { readonly match: TextMatch; readonly holds: boolean };

/** A request that meets literals, and `check`: found by trying texts that are made of those that are compared with. */
export function witness(literals: readonly Literal[], check: (request: SeenRequest) => boolean): SeenRequest | undefined {
  const bySubject = new Map<string, { readonly subject: Subject; readonly wanted: Wanted[] }>();
  for (const { atom, holds } of literals) if (atom.op === 'text') {
    const key = keyOf(atom.subject), entry = bySubject.get(key);
    if (entry) entry.wanted.push({ match: atom.match, holds }); else bySubject.set(key, { subject: atom.subject, wanted: [{ match: atom.match, holds }] });
  }
  const values = new Map<string, string | null>();
  for (const [key, { subject, wanted }] of bySubject) {
    const value = valueFor(subject, wanted);
    if (value === undefined) return undefined;
    values.set(key, value);
  }
  const request = requestOf(bySubject, values, literals);
  return request && check(request) ? request : undefined;
}

/** A text that all want; null: it is not there. */
function valueFor(subject: Subject, wanted: readonly Wanted[]): string | null | undefined {
  const fits = (value: string): boolean => wanted.every((w) => textMatches(w.match, value) === w.holds) && (subject.on !== 'path' || value.startsWith('/'));
  if (wanted.every((w) => !w.holds) && !ALWAYS_THERE.has(subject.on)) return null;
  for (const value of candidates(subject, wanted)) if (fits(value)) return value;
  return undefined;
}

const USUAL: Readonly<Partial<Record<Subject['on'], readonly string[]>>> = {
  method: ['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS'], path: ['/', '/a', '/zz/top'], target: ['/', '/a'], scheme: ['http', 'https'], authority: ['example.org', 'a.example.net'],
};
function* candidates(subject: Subject, wanted: readonly Wanted[]): Iterable<string> {
  const starts = [''], ends = [''], middles = [''];
  for (const { match } of wanted) {
    if (match.kind === 'present') continue;
    for (const value of samplesOf(match)) { yield value; yield `${value}x`; yield `${value}/x`; }
    if (match.kind === 'prefix' || match.kind === 'segments') starts.push(match.value);
    else if (match.kind === 'suffix') ends.push(match.value);
    else if (match.kind === 'contains') middles.push(match.value);
  }
  yield* USUAL[subject.on] ?? ['x', 'other'];
  for (const s of starts) for (const m of middles) for (const e of ends) { yield `${s}${m}${e}`; yield `${s}x${m}x${e}`; yield `${s}/x${m}${e}`; }
}

/** Texts that match, or are close to it. */
function samplesOf(match: TextMatch & { readonly value: string }): readonly string[] {
  switch (match.kind) {
    case 'template': return [match.value.replace(/\{\*\*?\}/g, 'x')];
    case 'regex': return sampled(match.value);
    default: return [match.value];
  }
}
/** Some texts that simple expressions match: each alternative and group as it stands, each class by one of it. */
function sampled(regex: string): readonly string[] {
  const alternatives = (text: string): string[] => { const group = /\((?:\?:)?([^()]*)\)([?*+]?)/.exec(text); if (!group) return text.split('|'); return group[1].split('|').flatMap((a) => alternatives(text.slice(0, group.index) + a + text.slice(group.index + group[0].length))); };
  const out: string[] = [];
  for (const one of alternatives(regex).slice(0, 16)) {
    for (const many of ['', 'x']) {
      out.push(one.replace(/^\^|\$$/g, '').replace(/\\d|\[0-9\]/g, '1').replace(/\\w|\[a-zA-Z0-9_?-?\]/g, 'a').replace(/\[\^\/\]/g, 'y').replace(/\[([^\]^])[^\]]*\]/g, '$1').replace(/\.\*/g, many).replace(/\.\+/g, 'x').replace(/(.)(\{\d+(,\d*)?\}|[+*?])/g, '$1').replace(/\\(.)/g, '$1'));
    }
  }
  return out;
}

function requestOf(bySubject: ReadonlyMap<string, { readonly subject: Subject }>, values: ReadonlyMap<string, string | null>, literals: readonly Literal[]): SeenRequest | undefined {
  const headers: Record<string, string> = {}, cookies: string[] = [], query: string[] = [], claims: Record<string, unknown> = {};
  let token = false, requestPrincipal: string | undefined;
  const plain: Partial<Record<Subject['on'], string | null>> = {};
  for (const [key, { subject }] of bySubject) {
    const value = values.get(key)!;
    switch (subject.on) {
      case 'header': if (value !== null) headers[subject.name] = value; break;
      case 'cookie': if (value !== null) cookies.push(`${subject.name}=${value}`); break;
      case 'query': if (value !== null) query.push(`${subject.name}=${value}`); break;
      case 'claim': if (value !== null) { token = true; put(claims, subject.path, value); } break;
      case 'requestPrincipal': if (value !== null) { token = true; requestPrincipal = value; } break;
      default: plain[subject.on] = value;
    }
  }
  if (cookies.length > 0) headers.cookie = headers.cookie ?? cookies.join('; ');
  const path = plain.target ?? `${plain.path ?? '/'}${query.length > 0 ? `?${query.join('&')}` : ''}`;
  const slash = requestPrincipal?.lastIndexOf('/') ?? -1;
  return {
    method: plain.method ?? 'GET', target: path, authority: plain.authority === undefined ? 'example.org' : plain.authority, scheme: plain.scheme ?? 'http', headers, sni: plain.sni ?? null,
    principal: principalOf(plain), token: token ? { issuer: requestPrincipal === undefined ? 'issuer' : requestPrincipal.slice(0, Math.max(slash, 0)), subject: requestPrincipal === undefined ? 'subject' : requestPrincipal.slice(slash + 1), claims } : null,
    ...portOf(literals), ...addressesOf(literals),
  };
}
function principalOf(plain: Partial<Record<Subject['on'], string | null>>): string | null {
  if (typeof plain.principal === 'string') return plain.principal;
  if (plain.principal === null || (plain.namespace === undefined && plain.serviceAccount === undefined && plain.trustDomain === undefined)) return null;
  return `${plain.trustDomain ?? 'cluster.local'}/ns/${plain.namespace ?? 'some'}/sa/${plain.serviceAccount ?? 'some'}`;
}
function put(into: Record<string, unknown>, path: readonly string[], value: string): void {
  let at = into;
  for (const step of path.slice(0, -1)) at = (at[step] = (typeof at[step] === 'object' && at[step] !== null ? at[step] : {})) as Record<string, unknown>;
  at[path[path.length - 1]] = value;
}
function portOf(literals: readonly Literal[]): { port?: number } {
  const ports = literals.filter((l) => l.atom.op === 'port'), ok = (p: number): boolean => ports.every((l) => l.atom.op === 'port' && l.atom.ports.includes(p) === l.holds);
  const found = [...ports.flatMap((l) => (l.atom.op === 'port' ? l.atom.ports : [])), 80, 65_535, 12_345].find(ok);
  return found === undefined ? {} : { port: found };
}
function addressesOf(literals: readonly Literal[]): Pick<SeenRequest, 'peerAddress' | 'clientAddress' | 'destinationAddress'> {
  const of = (which: 'peer' | 'client' | 'destination'): string => {
    let best = '203.0.113.1', length = -1;
    for (const { atom, holds } of literals) if (atom.op === 'address' && atom.of === which && holds) { const [base, bits] = atom.cidr.split('/'); if (Number(bits ?? 128) > length) { best = base; length = Number(bits ?? 128); } }
    return best;
  };
  return { peerAddress: of('peer'), clientAddress: of('client'), destinationAddress: of('destination') };
}
