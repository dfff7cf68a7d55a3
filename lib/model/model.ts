import type { CallFacts, GrantFacts } from './call-facts';
import type { GatewayFacts } from './gateway-facts';
import type { MeshFacts, NamespaceFacts } from './mesh-facts';
import type { PolicyFacts } from './policy-facts';
import type { RouteFacts, SplitFacts } from './route-facts';
import type { ExternalFacts, ServiceFacts, WorkloadFacts } from './service-facts';

/** All meshes of one construct tree: they call each other, so they are one model. Every list is sorted by id: declaration order means nothing. */
export interface MeshModel {
  readonly meshes: readonly MeshFacts[];
  readonly namespaces: readonly NamespaceFacts[];
  readonly workloads: readonly WorkloadFacts[];
  readonly services: readonly ServiceFacts[];
  readonly externals: readonly ExternalFacts[];
  readonly gateways: readonly GatewayFacts[];
  readonly routes: readonly RouteFacts[];
  readonly splits: readonly SplitFacts[];
  readonly calls: readonly CallFacts[];
  readonly grants: readonly GrantFacts[];
  readonly policies: readonly PolicyFacts[];
}
