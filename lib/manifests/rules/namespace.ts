import type { Manifest } from '../manifest';

/** Namespace that the object will live in: kubectl and the API server fill in `default`. */
export function namespaceOf(manifest: Manifest): string {
  const namespace = manifest.metadata?.namespace;
  return typeof namespace === 'string' && namespace !== '' ? namespace : 'default';
}
