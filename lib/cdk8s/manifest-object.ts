import { ApiObject, JsonPatch } from 'cdk8s';
import type { Construct } from 'constructs';
import { sortedManifest } from '../manifests/customize';
import type { Manifest, ObjectMeta } from '../manifests/manifest';
import { Tree } from '../constructs/tree';

/**
 * An ApiObject whose content is a manifest that is finished already: nothing of it is resolved, copied or sorted again. What users do to it as to any ApiObject (JsonPatches, metadata) is
 * kept and done when it is rendered.
 */
export abstract class ManifestObject extends ApiObject {
  private readonly operations: JsonPatch[] = [];

  protected constructor(scope: Construct, id: string, manifest: Manifest) {
    super(scope, id, { apiVersion: manifest.apiVersion, kind: manifest.kind, metadata: { name: manifest.metadata.name, namespace: manifest.metadata.namespace } });
  }

  override addJsonPatch(...operations: JsonPatch[]): void {
    this.operations.push(...operations);
    Tree.of(this).changed();
  }

  /** What users did to the object, done to the manifest. The manifest itself stays as it is. */
  apply(manifest: Manifest): Manifest {
    // Name and namespace are the manifest's: a cluster-wide object has none, though every ApiObject gets its chart's.
    const { name: _name, namespace: _namespace, ...added } = this.metadata.toJson() as ObjectMeta;
    const metadata = mergeMetadata(manifest.metadata, added);
    if (!this.operations.length) return metadata === manifest.metadata ? manifest : sortedManifest({ ...manifest, metadata });
    return sortedManifest(JsonPatch.apply(structuredClone({ ...manifest, metadata }), ...this.operations) as Manifest);
  }

  abstract override toJson(): Manifest;
}

/** Same object, if nothing differs. */
function mergeMetadata(own: ObjectMeta, added: Readonly<Record<string, unknown>>): ObjectMeta {
  let changed = false;
  const out: Record<string, unknown> = { ...own };
  for (const [key, value] of Object.entries(added)) {
    if (value === undefined || value === own[key]) continue;
    const isMap = typeof value === 'object' && value !== null && !Array.isArray(value);
    if (isMap && Object.entries(value).every(([k, v]) => (own[key] as Record<string, unknown> | undefined)?.[k] === v)) continue;
    out[key] = isMap ? { ...(own[key] as object | undefined), ...value } : value;
    changed = true;
  }
  return changed ? (out as ObjectMeta) : own;
}
