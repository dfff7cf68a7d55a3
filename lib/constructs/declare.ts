import type {
  CallFacts, ExternalFacts, GatewayFacts, GrantFacts, Id, MeshFacts, MeshTarget, NamespaceFacts, PolicyFacts, RouteFacts, ServiceFacts, SplitFacts, WorkloadFacts,
} from '../model';
import type { Diagnostic } from '../diagnostics';
import type { MeshPatch, MeshRawManifest } from './customization';

/** A construct of the language adds its facts to the model with this method. */
export const DECLARE: unique symbol = Symbol('cdk8s-mesh.declare');
/** What a thing of the language is; its own brand, because cdk8s classes answer `instanceof` for each other. */
export const KIND: unique symbol = Symbol('cdk8s-mesh.kind');

export interface Declares { [DECLARE](into: ModelBuilder): void }

/** The model while it is gathered. */
export interface ModelBuilder {
  readonly meshes: MeshFacts[];
  readonly namespaces: NamespaceFacts[];
  /** By id: services that share a workload declare it once. */
  readonly workloads: Map<Id, WorkloadFacts>;
  readonly services: ServiceFacts[];
  readonly externals: ExternalFacts[];
  readonly gateways: GatewayFacts[];
  readonly routes: RouteFacts[];
  readonly splits: SplitFacts[];
  readonly calls: CallFacts[];
  readonly grants: GrantFacts[];
  readonly policies: PolicyFacts[];
  /** Default namespace of each mesh. */
  readonly namespaceOf: Map<Id, Id>;
  readonly targets: Map<Id, MeshTarget | undefined>;
  readonly patches: Map<Id, readonly MeshPatch[]>;
  readonly rawManifests: MeshRawManifest[];
  readonly diagnostics: Diagnostic[];
  /** Reads what the facts took from objects that are not ours, again. */
  readonly inputs: (() => string)[];
}

export const kindOf = (x: unknown): string | undefined => (typeof x === 'object' && x !== null ? (x as { [KIND]?: string })[KIND] : undefined);
