import type { Construct } from 'constructs';
import { ManifestObject } from '../../cdk8s/manifest-object';
import { mergeInto, sortedManifest, unshared } from '../../manifests/customize';
import type { Manifest } from '../../manifests/manifest';
import { Tree } from '../../constructs/tree';

/** One object of a control plane: an ApiObject whose content is known when it is made. */
export class ControlPlaneObject extends ManifestObject {
  private merges: object[] = [];

  constructor(scope: Construct, private readonly manifest: Manifest) {
    super(scope, idOf(manifest), manifest);
  }

  /** Merges a part over the object: objects are merged, lists replaced, `null` deletes. */
  merge(change: object): void {
    this.merges.push(structuredClone(change));
    Tree.of(this).changed();
  }

  /** Whether users changed more than its metadata. */
  override get isPatched(): boolean { return this.merges.length > 0 || super.isPatched; }

  /** As it is written, shared with what the library keeps: not to be changed. */
  get content(): Manifest {
    const merged = this.merges.reduce<Manifest>((m, change) => mergeInto(m, change) as Manifest, this.manifest);
    return this.apply(this.merges.length ? sortedManifest(merged) : merged);
  }

  override toJson(): Manifest { return unshared(this.content); }
}

/** Unique among the objects of a chart, and readable in a construct path. */
const idOf = ({ kind, metadata }: Manifest): string => [kind, metadata.namespace, metadata.name].filter(Boolean).join('-').replaceAll('/', '-');
