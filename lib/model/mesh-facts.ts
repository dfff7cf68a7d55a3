import type { Declared, Id, Labels } from './ids';

export type MtlsModeFact = 'STRICT' | 'PERMISSIVE' | 'DISABLE';

/** One owner's part of the mesh. */
export interface MeshFacts extends Declared {
  readonly name: string;
  /** Namespace (id) of what names none. */
  readonly namespace: Id;
  readonly mtls: MtlsModeFact;
  readonly access: 'DECLARED_CALLS' | 'AUDIT' | 'OPEN';
  /** Resolved: what was left out follows `access`. */
  readonly visibility: 'DECLARED_CALLS' | 'NAMESPACE' | 'ALL';
  readonly egress: 'DECLARED' | 'ANY';
  readonly callsFromOthers: 'REFUSED' | 'ALLOWED';
  /** It alone runs the cluster's mesh: it may write mesh-wide policies into the root namespace. */
  readonly ownsCluster: boolean;
  /** Labels every emitted object carries (Chart's `labels`). */
  readonly labels: Labels;
}

/** `create`: written whole; `label`: it exists, its labels are ours; `policies`: only policies that select our own gateways; `none`: it exists, we write policies. */
export type NamespaceManagement = 'create' | 'label' | 'policies' | 'none';

export interface NamespaceFacts extends Declared {
  readonly mesh: Id;
  readonly name: string;
  readonly manage: NamespaceManagement;
  readonly labels: Labels;
}
