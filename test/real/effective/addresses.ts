import type { KubeObject } from '../mesh/cluster';
import { cidrText } from './condition-text';
import type { Normal, Plain } from './normal';

/**
 * What is up to the order of a map, so that istiod says another thing each time. Of several hosts with one address any has it for a name.
 *
 * A ServiceEntry with several addresses is several services of one name to istiod, and which of them it takes where it wants one is up to the order of a map: another one each time.
 * So all of its addresses are taken for the first.
 */
export function withOneAddress(objects: readonly KubeObject[]): (normal: Normal) => Normal {
  const first = new Map<string, string>();
  for (const object of objects) {
    if (object.kind !== 'ServiceEntry') continue;
    const addresses = ((object.spec?.addresses ?? []) as string[]).map((a) => cidrText(a)), to = addresses.map((a) => first.get(a)).find((a) => a !== undefined) ?? addresses[0];
    if (addresses.length > 1) for (const address of addresses) first.set(address, to);
  }
  const shared = sharedBy(objects);
  if (first.size === 0 && shared.size === 0) return (normal) => normal;
  const bare = new Map([...first].flatMap(([a, b]) => (a.endsWith('/32') ? [[a.slice(0, -3), b.replace(/\/32$/, '')]] : [])) as [string, string][]);
  const anybodys = new Set([...shared].map((d) => bare.get(d) ?? d));
  const domains = (key: string): string => [...new Set(key.split(' ').map((d) => bare.get(d) ?? d).filter((d) => !anybodys.has(d)))].sort().join(' ');
  const place = (key: string): string => { const [address, ...rest] = key.split(' '); return [first.get(address) ?? address, ...rest].join(' '); };
  return (normal) => ({ ...normal, http: each(normal.http, domains), bytes: each(normal.bytes, place) });
}

/** Addresses that several hosts have. */
function sharedBy(objects: readonly KubeObject[]): ReadonlySet<string> {
  const hosts = new Map<string, Set<string>>();
  for (const { kind, spec } of objects) {
    if (kind !== 'ServiceEntry') continue;
    for (const address of (spec?.addresses ?? []) as string[]) for (const host of (spec?.hosts ?? []) as string[]) hosts.set(address, (hosts.get(address) ?? new Set()).add(host));
  }
  return new Set([...hosts].filter(([, of]) => of.size > 1).map(([address]) => address));
}

/** The keys of each table, renamed; of two that become one the first stays. */
function each(tables: { readonly [key: string]: Plain }, rename: (key: string) => string): { readonly [key: string]: Plain } {
  return Object.fromEntries(Object.entries(tables).map(([name, table]) => {
    const out: Record<string, Plain> = {};
    for (const [key, value] of Object.entries(table as { readonly [key: string]: Plain })) out[rename(key)] ??= value;
    return [name, out];
  }));
}
