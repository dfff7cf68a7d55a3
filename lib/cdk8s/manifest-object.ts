import { ApiObject, JsonPatch } from 'cdk8s';
import type { Construct } from 'constructs';
import { sortedManifest } from '../manifests/customize';
import { isObject } from '../manifests/is-object';
import type { Manifest, ObjectMeta } from '../manifests/manifest';
import { CallError } from '../constructs/call-error';
import { Tree } from '../constructs/tree';

const FINISHED = Symbol('cdk8s-mesh.ManifestObject');

/**
 * An ApiObject whose content is a manifest that is finished already: nothing of it is resolved, copied or sorted again. What users do to it as to any ApiObject (JsonPatches, metadata) is
 * kept and done when it is rendered.
 */
export abstract class ManifestObject extends ApiObject {
  /** `instanceof` will not do: ApiObject's own test is inherited and says yes to every ApiObject. */
  static is(o: unknown): o is ManifestObject { return typeof o === 'object' && o !== null && FINISHED in o; }

  readonly [FINISHED] = true;
  private readonly operations: JsonPatch[] = [];

  protected constructor(scope: Construct, id: string, manifest: Manifest) {
    super(scope, id, { apiVersion: manifest.apiVersion, kind: manifest.kind, metadata: { name: manifest.metadata.name, namespace: manifest.metadata.namespace } });
  }

  override addJsonPatch(...operations: JsonPatch[]): void {
    this.operations.push(...operations);
    Tree.of(this).changed();
  }

  /** Whether there are JsonPatches of it. */
  get isPatched(): boolean { return this.operations.length > 0; }

  /** What users did to the object, done to the manifest. The manifest itself stays as it is. */
  apply(manifest: Manifest): Manifest {
    // Name and namespace are the manifest's: a cluster-wide object has none, though every ApiObject gets its chart's.
    const { name: _name, namespace: _namespace, labels, ...added } = this.metadata.toJson() as ObjectMeta;
    const metadata = mergeMetadata(manifest.metadata, labels ? { ...added, labels: this.without(manifest.metadata.labels, labels) } : added);
    if (!this.operations.length) return metadata === manifest.metadata ? manifest : sortedManifest({ ...manifest, metadata });
    return sortedManifest(this.patched({ ...manifest, metadata }));
  }

  /** Labels that were added, less those of the chart that the object says itself: as in any chart, its own win. */
  private without(own: ObjectMeta['labels'], added: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
    const chart = this.chart.labels;
    if (own === undefined || !Object.keys(chart).some((key) => key in own)) return added;
    return Object.fromEntries(Object.entries(added).filter(([key, value]) => !(key in own) || chart[key] !== value));
  }

  /** One operation after the other, so that the one that fails is named. */
  private patched(manifest: Manifest): Manifest {
    let out: unknown = structuredClone(manifest);
    for (const operation of this.operations) {
      try {
        out = JsonPatch.apply(out, operation);
      } catch {
        // What is said of a missing parent is of no use to users.
        const { op, path } = (operation as unknown as { _toJson(): { readonly op: string; readonly path: string } })._toJson();
        throw new CallError(this.node.path, `a JsonPatch cannot ${op} ${path}`, 'the path, or a parent of it, is not in the object; look at it as it is written without the patch');
      }
    }
    if (!isObject((out as Partial<Manifest> | null)?.metadata)) throw new CallError(this.node.path, 'a JsonPatch leaves no metadata', "change what is in it: JsonPatch.add('/metadata/annotations', { … })");
    return out as Manifest;
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
