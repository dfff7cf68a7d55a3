import type { Condition, SeenRequest, Subject, TextMatch } from '../../lib/effective';
import { samplesOf } from './samples';

/** A request whose every part is known. */
export interface Probe {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly cookies: Readonly<Record<string, string>>;
  readonly authority: string;
  readonly principal: string | null;
  readonly address: string;
  readonly issuer: string | null;
  readonly claims: Readonly<Record<string, string>>;
}
const PLAIN: Probe = { method: 'GET', path: '/', query: {}, headers: {}, cookies: {}, authority: 'host', principal: null, address: '203.0.113.9', issuer: null, claims: {} };

export function seen(p: Probe, port = 0): SeenRequest {
  const query = Object.entries(p.query).map(([k, v]) => `${k}=${v}`).join('&'), cookie = Object.entries(p.cookies).map(([k, v]) => `${k}=${v}`).join('; ');
  return {
    method: p.method, target: query ? `${p.path}?${query}` : p.path, authority: p.authority, scheme: 'http', headers: cookie ? { ...p.headers, cookie } : p.headers, principal: p.principal, sni: null, port,
    peerAddress: p.address, clientAddress: p.address, destinationAddress: '10.0.0.1', token: p.issuer === null ? null : { issuer: p.issuer, subject: 'user', claims: { ...p.claims, iss: p.issuer, sub: 'user' } },
  };
}

/** Values around the border of a condition: some that meet it, some that only just do not. */
function around(match: TextMatch): readonly string[] {
  if (match.kind === 'present') return ['x', ''];
  const { value: v } = match;
  switch (match.kind) {
    case 'exact': return [v, `${v}x`, v.slice(0, -1), ...(match.ignoreCase ? [v.toUpperCase()] : [])];
    case 'prefix': return [v, `${v}x`, v.slice(0, -1), `x${v}`];
    case 'segments': return [v, `${v}/`, `${v}/x`, `${v}x`, v.slice(0, -1)];
    case 'suffix': return [v, `x${v}`, `${v}x`, v.slice(1)];
    case 'contains': return [v, `x${v}x`];
    case 'template': return [v.replace(/\{\*+\}/g, 'x')];
    default: { const s = samplesOf(v); return [...s, ...s.slice(0, 3).flatMap((t) => [`${t}x`, t.slice(0, -1)]), ...(v.startsWith('(?i)') ? s.slice(0, 2).map((t) => t.toUpperCase()) : [])]; }
  }
}

const put = (p: Probe, subject: Subject, value: string): Probe => {
  switch (subject.on) {
    case 'method': return { ...p, method: value };
    case 'path': case 'target': return { ...p, path: value.startsWith('/') ? value : `/${value}` };
    case 'authority': return { ...p, authority: value };
    case 'header': return subject.name === 'cookie' ? { ...p, cookies: { ...p.cookies, ...cookiesOf(value) } } : { ...p, headers: { ...p.headers, [subject.name]: value } };
    case 'query': return { ...p, query: { ...p.query, [subject.name]: value } };
    case 'cookie': return { ...p, cookies: { ...p.cookies, [subject.name]: value } };
    // Nobody has a name of another shape.
    case 'principal': return /^[^/]+\/ns\/[^/]+\/sa\/[^/]+$/.test(value) ? { ...p, principal: value } : p;
    case 'namespace': return { ...p, principal: `cluster.local/ns/${value}/sa/somebody` };
    case 'claim': return subject.path.join() === 'iss' ? { ...p, issuer: value } : subject.path.join() === 'sub' ? p : { ...p, issuer: p.issuer ?? ISSUER, claims: { ...p.claims, [subject.path.join('.')]: value } };
    case 'requestPrincipal': { const slash = value.lastIndexOf('/'); return { ...p, issuer: slash > 0 ? value.slice(0, slash) : value === '' ? null : value }; }
    default: return p;
  }
};
/** Stands for whatever issuer is known where a condition asks for a claim only. */
const ISSUER = '*';
const cookiesOf = (header: string): Record<string, string> => Object.fromEntries(header.split(';').flatMap((pair) => { const at = pair.indexOf('='); return at > 0 && /^[\w-]+$/.test(pair.slice(0, at).trim()) ? [[pair.slice(0, at).trim(), pair.slice(at + 1).trim()]] : []; }));
const gone = (p: Probe, { on, ...s }: Subject & { readonly name?: string; readonly path?: readonly string[] }): Probe => {
  const without = (record: Readonly<Record<string, string>>, name: string): Record<string, string> => Object.fromEntries(Object.entries(record).filter(([k]) => k !== name));
  if (on === 'header') return { ...p, headers: without(p.headers, s.name!), ...(s.name === 'cookie' && { cookies: {} }) };
  if (on === 'query') return { ...p, query: without(p.query, s.name!) };
  if (on === 'cookie') return { ...p, cookies: without(p.cookies, s.name!) };
  if (on === 'claim' && s.path!.join() === 'iss') return { ...p, issuer: null, claims: {} };
  if (on === 'claim') return { ...p, claims: without(p.claims, s.path!.join('.')) };
  return p;
};

/** Everything that conditions look at, with the values that matter to them. */
interface Looked { readonly subject: Subject; readonly values: Set<string> }
function collect(c: Condition, into: Map<string, Looked>, cidrs: Set<string>): void {
  if (c.op === 'all' || c.op === 'any') for (const one of c.of) collect(one, into, cidrs);
  else if (c.op === 'not') collect(c.of, into, cidrs);
  else if (c.op === 'address') cidrs.add(c.cidr);
  else if (c.op === 'text') {
    const key = JSON.stringify(c.subject), looked = into.get(key) ?? { subject: c.subject, values: new Set<string>() };
    into.set(key, looked);
    for (const v of around(c.match)) looked.values.add(v);
  }
}
/** Requests that meet a condition, one for every way to meet it (up to a few); what is negated is left as it is. */
function witnesses(c: Condition, from: Probe): readonly Probe[] {
  switch (c.op) {
    case 'all': return c.of.reduce<readonly Probe[]>((all, one) => all.flatMap((p) => witnesses(one, p)).slice(0, 8), [from]);
    case 'any': return c.of.flatMap((one) => witnesses(one, from)).slice(0, 8);
    case 'text': { const [v, , ...more] = around(c.match); return v === undefined ? [from] : [put(from, c.subject, v), ...(c.match.kind === 'regex' && more[0] !== undefined ? [put(from, c.subject, more[0])] : [])]; }
    case 'address': return [{ ...from, address: c.cidr.split('/')[0] }];
    default: return [from];
  }
}
/** A request that has everything that conditions want to be absent, so that the rules which want it absent are passed by. */
function blocked(c: Condition, p: Probe, negated = false): Probe {
  if (c.op === 'all' || c.op === 'any') return c.of.reduce((q, one) => blocked(one, q, negated), p);
  if (c.op === 'not') return blocked(c.of, p, !negated);
  const [value] = c.op === 'text' && negated && ['header', 'cookie', 'query'].includes(c.subject.on) ? around(c.match) : [];
  return value === undefined || c.op !== 'text' ? p : put(p, c.subject, value);
}
const merged = (a: Probe, b: Probe): Probe => ({
  method: b.method === PLAIN.method ? a.method : b.method, path: b.path === '/' ? a.path : b.path, query: { ...a.query, ...b.query }, headers: { ...a.headers, ...b.headers }, cookies: { ...a.cookies, ...b.cookies },
  authority: b.authority === PLAIN.authority ? a.authority : b.authority, principal: b.principal ?? a.principal, address: b.address === PLAIN.address ? a.address : b.address, issuer: b.issuer ?? a.issuer, claims: { ...a.claims, ...b.claims },
});

export interface Around { readonly principals?: readonly (string | null)[]; readonly issuers?: readonly string[]; readonly authority?: string; readonly most?: number }
const METHODS = ['GET', 'POST', 'DELETE', 'OPTIONS'];

/** Requests around the borders of conditions: each way to meet each of them, pairs of them at once, and each of those with one thing changed. */
export function probesFor(conditions: readonly Condition[], { principals = [null], issuers = [], authority = 'host', most = 1500 }: Around = {}): readonly Probe[] {
  const looked = new Map<string, Looked>(), cidrs = new Set<string>();
  for (const c of conditions) collect(c, looked, cidrs);
  const start: Probe = { ...PLAIN, authority, principal: principals[0] ?? null };
  const bases = unique([start, ...conditions.flatMap((c) => witnesses(c, start))]);
  const blocker = conditions.reduce((p, c) => blocked(c, p), start), behind = bases.flatMap((b) => [merged(blocker, b), merged(b, blocker)]);
  const pairs = bases.length <= 40 ? bases.flatMap((a, i) => bases.slice(i + 1).flatMap((b) => [merged(a, b), merged(b, a)])) : bases.map((a, i) => merged(a, bases[(i * 7 + 3) % bases.length]));
  const changes: ((p: Probe) => Probe)[] = [
    ...[...looked.values()].flatMap(({ subject, values }) => [...[...values].map((v) => (p: Probe) => put(p, subject, v)), (p: Probe) => gone(p, subject)]),
    ...METHODS.map((method) => (p: Probe): Probe => ({ ...p, method })), (p) => ({ ...p, path: '/elsewhere' }), ...principals.map((principal) => (p: Probe): Probe => ({ ...p, principal })),
    ...[...cidrs].map((cidr) => (p: Probe): Probe => ({ ...p, address: cidr.split('/')[0] })), (p) => ({ ...p, issuer: null, claims: {} }), ...issuers.map((issuer) => (p: Probe): Probe => ({ ...p, issuer })),
  ];
  const out = unique([...bases, ...behind, ...pairs, ...bases.flatMap((b) => changes.map((change) => change(b))), ...pairs.flatMap((b, i) => (changes.length === 0 ? [] : [changes[(i * 13) % changes.length](b), changes[(i * 29 + 5) % changes.length](b)]))])
    .flatMap((p) => (p.issuer === ISSUER ? issuers.slice(0, 2).map((issuer) => ({ ...p, issuer })) : [p])).filter((p) => p.issuer === null || issuers.includes(p.issuer));
  return out.length <= most ? out : out.filter((_, i) => i < 3 * bases.length || (i * 2_654_435_761) % out.length < most);
}
function unique(probes: readonly Probe[]): readonly Probe[] { return [...new Map(probes.map((p) => [JSON.stringify(p), p])).values()]; }
export const probeText = (p: Probe): string => [
  p.method, `${p.authority}${p.path}`, ...Object.entries(p.query).map(([k, v]) => `?${k}=${v}`), ...Object.entries(p.headers).map(([k, v]) => `${k}: ${v}`), ...Object.entries(p.cookies).map(([k, v]) => `cookie ${k}=${v}`),
  ...(p.principal === null ? [] : [`from ${p.principal}`]), ...(p.issuer === null ? [] : [`token of ${p.issuer} ${JSON.stringify(p.claims)}`]), ...(p.address === PLAIN.address ? [] : [`address ${p.address}`]),
].join(' ');
