import type { RunsGateway } from '../../constructs/installation';
import type { Manifest } from '../../manifests/manifest';
import type { PodTemplateSpec, Service } from '../../manifests/types';
import type { GatewayFacts, MeshModel } from '../../model';

/** A gateway of a mesh, and the IstioGateway of the same app that it serves on. */
export interface Served {
  readonly gateway: GatewayFacts;
  readonly model: MeshModel;
  readonly pods: RunsGateway;
  /** What its pods are made of, as it is written; `undefined`: it is not written here. */
  readonly template: PodTemplateSpec | undefined;
  /** Services of the app that lead to its pods, its own first. */
  readonly services: readonly Service[];
  /** What charts of the app write beside meshes. */
  readonly objects: readonly Manifest[];
}
