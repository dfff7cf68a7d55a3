import type { Manifest } from '../../../../lib/manifests/manifest';

/** A valid object to start from, or (aimed) one that a single rule of Istio is about. */
export interface Seed { readonly name: string; readonly manifest: Manifest }

/** Seeds of one kind, named after what is in them. */
export function seedsOf(apiVersion: string, kind: string, specs: Readonly<Record<string, unknown>>): readonly Seed[] {
  return Object.entries(specs).map(([name, spec]) => ({
    name: `${kind}: ${name}`,
    manifest: { apiVersion, kind, metadata: { name: 'sample', namespace: 'shop' }, spec },
  }));
}

/** The same object with other metadata. */
export function withMetadata(seed: Seed, name: string, metadata: Readonly<Record<string, unknown>>): Seed {
  return { name: `${seed.manifest.kind}: ${name}`, manifest: { ...seed.manifest, metadata: { ...seed.manifest.metadata, ...metadata } } };
}
