import { isObject } from './is-object';
import type { Manifest } from './manifest';

/** A merge (RFC 7386: objects merge, `null` deletes, everything else replaces) of one object. A new object; the given ones stay as they are. */
export function mergeInto(target: unknown, change: unknown): unknown {
  if (!isObject(change)) return change;
  const out: Record<string, unknown> = isObject(target) ? { ...target } : {};
  for (const [key, value] of Object.entries(change)) {
    if (value === null) delete out[key];
    else if (value !== undefined) out[key] = mergeInto(out[key], value);
  }
  return out;
}

/** Manifests are printed as they stand: what came from a user is put into the printed order here. */
export function sortedManifest(manifest: Manifest): Manifest {
  const { apiVersion, kind, metadata, ...rest } = manifest;
  return { apiVersion, kind, metadata: sorted(metadata) as Manifest['metadata'], ...(sorted(rest) as object) };
}

/** Data of a user's, deeply, in the printed order. */
export function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isObject(value)) return value;
  const out: Record<string, unknown> = {};
  for (const key of Object.keys(value).sort()) if (value[key] !== undefined) out[key] = sorted(value[key]);
  return out;
}

/** A copy in which nothing is shared, so that a change of one place changes no other, and `yaml` prints no aliases. */
export function unshared<T>(value: T): T {
  if (Array.isArray(value)) return value.map(unshared) as T;
  if (typeof value !== 'object' || value === null) return value;
  const out: Record<string, unknown> = {};
  for (const key of Object.keys(value)) out[key] = unshared((value as Record<string, unknown>)[key]);
  return out as T;
}
