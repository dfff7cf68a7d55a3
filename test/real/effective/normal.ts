/** Plain data: what two tellings of one proxy are compared as. */
export type Plain = string | number | boolean | readonly Plain[] | { readonly [key: string]: Plain | undefined };

/**
 * One proxy, whoever describes it: its tables of virtual hosts by port, its rules for bytes, its clusters, what its own workload takes,
 * what it serves as a gateway. `NOT_COMPARED` says what of Envoy's configuration is left out.
 */
export interface Normal {
  /** By table: domains, then the ordered routes. */
  readonly http: { readonly [table: string]: Plain };
  /** By port: address and name, then shares. */
  readonly bytes: { readonly [port: string]: Plain };
  readonly unknown: Plain;
  readonly clusters: { readonly [name: string]: Plain };
  readonly inbound: { readonly [port: string]: Plain };
  readonly listeners: { readonly [bind: string]: Plain };
}

/** What Envoy's configuration holds besides, and why it is not compared. */
export const NOT_COMPARED: readonly (readonly [string, string])[] = [
  ['virtualInbound, virtualOutbound, Passthrough and BlackHole plumbing', 'the same in every proxy; the effective mesh has no word for it'],
  ['telemetry: access logs, tracing, stats, metadata exchange, ALPN, peer metadata', 'no request goes another way because of it'],
  ['names of routes and of stat prefixes, decorators, metadata that names the object', 'they say nothing about requests'],
  ['max_grpc_timeout, host_selection_retry_max_attempts, DNS refresh rates, drain and listener timeouts', 'constants of Istio, or of the value that is compared'],
  ['TLS versions, ALPN and SDS sources of clients', 'constants of Istio'],
  ['bytes on a port whose protocol is found out by looking', 'the effective mesh has one gate for a port; HTTP is compared'],
  ['which of several addresses of one ServiceEntry is listened to', 'istiod takes any of them, another one each time'],
  ['which of several hosts with one address has it for a name', 'the same'],
  ['endpoints of Services that are exported to nobody (`~`)', 'the same'],
  ['weights of endpoints and of localities', 'the pods of the suite have no locality'],
];

/** The facts in which two tellings differ, one line each: path, then both values. */
export function diff(istiod: unknown, reader: unknown, path = ''): string[] {
  if (istiod === reader) return [];
  if (Array.isArray(istiod) && Array.isArray(reader)) return diffLists(istiod, reader, path);
  if (isRecord(istiod) && isRecord(reader)) {
    return [...new Set([...Object.keys(istiod), ...Object.keys(reader)])].sort().flatMap((key) => diff(istiod[key], reader[key], path === '' ? key : `${path} › ${key}`));
  }
  if (typeof istiod === 'string' && typeof reader === 'string') return [`${path}: istiod ${around(istiod, reader)}, reader ${around(reader, istiod)}`];
  return [`${path}: istiod ${shown(istiod)}, reader ${shown(reader)}`];
}
/** A text from shortly before it differs. */
function around(text: string, other: string): string {
  let at = 0;
  while (at < text.length && text[at] === other[at]) at++;
  return shown(at > 60 ? `…${text.slice(at - 40)}` : text);
}
function diffLists(a: readonly unknown[], b: readonly unknown[], path: string): string[] {
  if (a.length !== b.length && a.every((v) => typeof v === 'string') && b.every((v) => typeof v === 'string')) {
    return [`${path}: only istiod ${shown(a.filter((v) => !b.includes(v)))}, only reader ${shown(b.filter((v) => !a.includes(v)))}${a.every((v) => b.includes(v)) && b.every((v) => a.includes(v)) ? ' (one has it twice)' : ''}`];
  }
  return Array.from({ length: Math.max(a.length, b.length) }, (_, i) => diff(a[i], b[i], `${path}[${i}]`)).flat();
}
const isRecord = (v: unknown): v is Record<string, unknown> => typeof v === 'object' && v !== null && !Array.isArray(v);
const shown = (v: unknown): string => { const text = v === undefined ? 'nothing' : JSON.stringify(v); return text.length > 260 ? `${text.slice(0, 260)}…` : text; };

/** A gateway's table by single names: istiod puts those together that have the same routes, and repeats what comes in by several servers. */
export const byName = (table: { readonly [domains: string]: Plain }): { readonly [domain: string]: Plain } => Object.fromEntries(Object.entries(table).flatMap(([domains, host]) => domains.split(' ').map((d) => [d, reached(host)])));
/** Routes that a request can come to: none that asks for what one before it asks for. */
function reached(host: Plain): Plain {
  const { routes, ...rest } = host as { readonly routes: readonly { readonly when: string }[] }, seen = new Set<string>();
  return { ...rest, routes: routes.filter(({ when }) => !seen.has('any') && !seen.has(when) && seen.add(when)) };
}

/** How many single values there are to compare. */
export function countFacts(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((sum: number, v) => sum + countFacts(v), 0);
  return isRecord(value) ? Object.values(value).reduce((sum: number, v) => sum + countFacts(v), 0) : value === undefined ? 0 : 1;
}

/** Without what is absent, keys in order. */
export function plain(value: unknown): any {
  if (Array.isArray(value)) return value.map(plain);
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).filter(([, v]) => v !== undefined).sort(([a], [b]) => (a < b ? -1 : 1)).map(([k, v]) => [k, plain(v)]));
}

/** Targets with their parts of all, in percent. */
export function sharesText(shares: readonly { readonly name: string; readonly weight: number; readonly more?: string }[]): string {
  const total = shares.reduce((sum, s) => sum + s.weight, 0);
  return shares.map((s) => `${shares.length === 1 ? '' : `${Math.round((s.weight * 1e6) / (total || 1)) / 1e4}% `}${s.name}${s.more ?? ''}`).join(', ');
}
