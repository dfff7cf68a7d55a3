import type { Provenance } from '../effective';

/** `service`: a host of the mesh with the pods behind it; `workload`: pods that no service stands before; `external`: a host outside; `anyone`: every caller of a kind. */
export interface GraphNode {
  readonly id: string;
  readonly kind: 'service' | 'workload' | 'gateway' | 'external' | 'anyone';
  readonly label: string;
  readonly namespace?: string;
  /** How its requests are split, as `v1 90 %`. */
  readonly split?: readonly { readonly to: string; readonly percent: number }[];
}
export interface GraphEdge {
  readonly from: string;
  readonly to: string;
  /** `calls`: the server lets the caller in; `knows`: the caller's proxy knows it, and nothing keeps it out; `routes`: a gateway leads there; `mirrors`: copies go there. */
  readonly kind: 'calls' | 'knows' | 'routes' | 'mirrors';
  /** Which requests, in few words. @default - all */
  readonly label?: string;
  readonly source?: Provenance;
}
export interface Graph { readonly nodes: readonly GraphNode[]; readonly edges: readonly GraphEdge[] }
