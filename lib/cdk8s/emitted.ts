import { ApiObject, JsonPatch } from 'cdk8s';
import type { Construct } from 'constructs';
import { sortedManifest, unshared } from '../manifests/customize';
import type { Manifest, ObjectMeta } from '../manifests/manifest';
import { Tree } from '../constructs/tree';

const EMITTED = Symbol('cdk8s-mesh.Emitted');

/**
 * Handle on an object that a mesh emits, for whatever cdk8s does with ApiObjects: patches, metadata, dependencies, file modes that read nodes.
 * It holds no content: that is compiled when it is asked for.
 */
export class Emitted extends ApiObject {
  /** ApiObject's own test is inherited and says yes to every ApiObject. */
  static override [Symbol.hasInstance](o: unknown): o is ApiObject { return typeof o === 'object' && o !== null && EMITTED in o; }

  private readonly operations: JsonPatch[] = [];

  constructor(scope: Construct, id: string, manifest: Manifest, private readonly current: (handle: Emitted) => Manifest | undefined) {
    super(scope, id, { apiVersion: manifest.apiVersion, kind: manifest.kind, metadata: { name: manifest.metadata.name, namespace: manifest.metadata.namespace } });
    Object.defineProperty(this, EMITTED, { value: true });
  }

  override addJsonPatch(...operations: JsonPatch[]): void {
    this.operations.push(...operations);
    Tree.of(this).changed();
  }

  /** What users did to the handle, done to the manifest. The manifest itself stays as it is. */
  apply(manifest: Manifest): Manifest {
    // Name and namespace are the manifest's: a cluster-wide object has none, though every ApiObject gets its chart's.
    const { name: _name, namespace: _namespace, ...added } = this.metadata.toJson() as ObjectMeta;
    const metadata = mergeMetadata(manifest.metadata, added);
    if (!this.operations.length) return metadata === manifest.metadata ? manifest : sortedManifest({ ...manifest, metadata });
    return sortedManifest(JsonPatch.apply(structuredClone({ ...manifest, metadata }), ...this.operations) as Manifest);
  }

  /** What was said through the handle and bumps no revision. */
  fingerprint(): string { return JSON.stringify(this.metadata.toJson()); }

  override toJson(): Manifest {
    const manifest = this.current(this);
    if (!manifest) throw new Error(`${this.node.path}: the mesh emits no ${this.kind} '${this.name}' any more`);
    return unshared(manifest);
  }
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
