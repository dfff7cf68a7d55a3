import type { Manifest } from '../../../lib/manifests/manifest';
import { isMap, normalised } from './normal';

/** One place at which an object of ours is not as the chart's. */
export interface Found {
  readonly kind: string;
  readonly name: string;
  /** '' where one side has no such object. */
  readonly path: string;
  /** The same, key by key. */
  readonly keys: readonly (string | number)[];
  readonly ours?: unknown;
  readonly theirs?: unknown;
  /** All of ours. */
  readonly object?: Manifest;
}
/** A difference that somebody has thought of. */
export interface Difference { readonly why: string; readonly of: (found: Found) => boolean }

export const keyOf = (m: Manifest): string => `${m.apiVersion.includes('/') ? m.apiVersion.slice(0, m.apiVersion.indexOf('/')) : ''}/${m.kind}/${m.metadata.namespace ?? ''}/${m.metadata.name}`;
export const shown = ({ kind, name, path, ours, theirs }: Found): string => `${kind} ${name}${path ? ` ${path}` : ''}: ours ${brief(ours)}, the chart's ${brief(theirs)}`;
const brief = (value: unknown): string => (value === undefined ? 'says nothing' : JSON.stringify(value).slice(0, 300));

/** Everything that differs, object by object, field by field. */
export function differencesOf(ours: readonly Manifest[], theirs: readonly Manifest[]): Found[] {
  const [a, b] = [indexed(ours), indexed(theirs)];
  const out: Found[] = [];
  for (const key of new Set([...a.keys(), ...b.keys()])) {
    const [one, other] = [a.get(key), b.get(key)];
    const { kind, metadata: { name } } = (one ?? other)!;
    if (!one || !other) out.push({ kind, name, path: '', keys: [], object: one, ours: one && 'an object', theirs: other && 'an object' });
    else fields(normalised(one), normalised(other), { kind, name, object: one, path: '', keys: [] }, out);
  }
  return out;
}

function indexed(all: readonly Manifest[]): Map<string, Manifest> {
  const out = new Map<string, Manifest>();
  for (const m of all) {
    if (out.has(keyOf(m))) throw new Error(`${keyOf(m)} is there twice`);
    out.set(keyOf(m), m);
  }
  return out;
}

function fields(ours: unknown, theirs: unknown, at: Found, out: Found[]): void {
  if (JSON.stringify(ours) === JSON.stringify(theirs)) return;
  if (isMap(ours) && isMap(theirs)) {
    for (const key of new Set([...Object.keys(ours), ...Object.keys(theirs)])) fields(ours[key], theirs[key], { ...at, path: `${at.path}${/^[\w-]+$/.test(key) ? `${at.path ? '.' : ''}${key}` : `['${key}']`}`, keys: [...at.keys, key] }, out);
  } else if (Array.isArray(ours) && Array.isArray(theirs) && ours.length === theirs.length) {
    ours.forEach((item, i) => fields(item, theirs[i], { ...at, path: `${at.path}[${i}]`, keys: [...at.keys, i] }, out));
  } else out.push({ ...at, ours, theirs });
}
