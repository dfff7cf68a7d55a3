import type { Construct } from 'constructs';
import { plainCopy, text } from './arguments';
import { CallError } from './call-error';
import type { RawObject } from './customization';
import { DECLARE, KIND, type ModelBuilder } from './declare';
import { ABOUT, MeshElement } from './element';

/** An object that the mesh writes as you give it: last, kept verbatim, and validated like the rest. */
export class RawManifest extends MeshElement {
  readonly [KIND] = 'raw-manifest';
  private readonly manifest: RawObject;

  constructor(scope: Construct, id: string, manifest: RawObject) {
    super(scope, id, 'RawManifest');
    const at = this[ABOUT].id;
    if (typeof manifest !== 'object' || manifest === null) throw new CallError(at, 'a manifest is an object');
    text(at, 'apiVersion', manifest.apiVersion);
    text(at, 'kind', manifest.kind);
    text(at, 'metadata.name', manifest.metadata?.name);
    this.manifest = plainCopy(at, 'a manifest', manifest);
  }

  /** @internal */
  [DECLARE](into: ModelBuilder): void { into.rawManifests.push({ origin: this[ABOUT].origin, mesh: this[ABOUT].mesh, manifest: this.manifest }); }
}
