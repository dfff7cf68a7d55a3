import type { Place } from '../diagnostics';

/** What a fact comes from: a field of a Kubernetes object, a construct, or a default that nobody wrote. */
export interface Provenance extends Place {
  /** Field of the object, as `spec.http[0].timeout`. @default - the object as a whole */
  readonly field?: string;
  /** Whose default it is, where nobody wrote it: `Istio`, `MeshConfig`. @default - somebody wrote it */
  readonly default?: string;
}

/** A value, and what it comes from. */
export interface Sourced<T> { readonly value: T; readonly from: Provenance }
