import type { JsonPatch } from 'cdk8s';
import type { Id, Origin } from '../model';

/** A change of an object that a mesh emits, by its author; applied last. */
export interface MeshPatch {
  readonly origin: Origin;
  readonly kind: string;
  readonly name: string;
  /** Any namespace of the mesh, if it is not named. */
  readonly namespace?: string;
  readonly change: { readonly merge: object } | { readonly operations: readonly JsonPatch[] };
}

/** An object that a mesh writes as its author gave it. */
export interface MeshRawManifest { readonly origin: Origin; readonly mesh: Id; readonly manifest: RawObject }

/** A Kubernetes object as it is to be written: at least its kind and its name. */
export interface RawObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string; readonly [field: string]: unknown };
  readonly [field: string]: unknown;
}
