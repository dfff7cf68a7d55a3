/** What the language needs to know of the thing a mesh is compiled to; the rest of it is the compiler's. */
export interface MeshTarget {
  readonly id: string;
  /** DNS suffix of the cluster, `cluster.local` by default. */
  readonly clusterDomain: string;
}
