import type { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import { unshared } from '../manifests/customize';
import type { Manifest } from '../manifests/manifest';
import { ManifestObject } from './manifest-object';

const EMITTED = Symbol('cdk8s-mesh.Emitted');

/**
 * Handle on an object that a mesh emits, for whatever cdk8s does with ApiObjects: patches, metadata, dependencies, file modes that read nodes.
 * It holds no content: that is compiled when it is asked for.
 */
export class Emitted extends ManifestObject {
  /** ApiObject's own test is inherited and says yes to every ApiObject. */
  static override [Symbol.hasInstance](o: unknown): o is ApiObject { return typeof o === 'object' && o !== null && EMITTED in o; }

  constructor(scope: Construct, id: string, manifest: Manifest, private readonly current: (handle: Emitted) => Manifest | undefined) {
    super(scope, id, manifest);
    Object.defineProperty(this, EMITTED, { value: true });
  }

  /** What was said through the handle and bumps no revision. */
  fingerprint(): string { return JSON.stringify(this.metadata.toJson()); }

  override toJson(): Manifest {
    const manifest = this.current(this);
    if (!manifest) throw new Error(`${this.node.path}: the mesh emits no ${this.kind} '${this.name}' any more`);
    return unshared(manifest);
  }
}
