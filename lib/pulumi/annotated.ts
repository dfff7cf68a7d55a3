import type { Manifest } from '../manifests/manifest';

/** The object with one more annotation; one that has it already keeps its own. */
export function annotated(manifest: Manifest, key: string, value: string): Manifest {
  const { annotations } = manifest.metadata;
  return annotations?.[key] === undefined ? { ...manifest, metadata: { ...manifest.metadata, annotations: { ...annotations, [key]: value } } } : manifest;
}
