import type { IConstruct } from 'constructs';
import type { Labels, MeshTarget } from '../model';
import { kindOf } from './declare';

/** A construct that installs what meshes run on answers to this. */
export const INSTALLATION: unique symbol = Symbol('cdk8s-mesh.installation');

/** What meshes of the same app ask of it. */
export interface Installation {
  /** What a mesh that names no target is compiled to. */
  readonly target: MeshTarget;
  /** What a mesh with a target of its own says otherwise of the installation: each a fact, as `trust domain 'a', but the control plane has 'b'`. */
  contradictions(target: MeshTarget): readonly string[];
  /** Fix of a contradiction, ready to paste. */
  readonly help: string;
}
export interface Installs extends IConstruct { readonly [INSTALLATION]: Installation }

/** Those of a construct tree, in the order of their declaration. */
export const installationsIn = (root: IConstruct): readonly Installs[] => root.node.findAll().filter((c): c is Installs => INSTALLATION in c);

/** A construct that runs the pods of a gateway on which meshes may serve. What it writes is named after its id. */
export interface RunsGateway extends IConstruct {
  readonly namespace: string;
  /** Labels that select its pods. */
  readonly labels: Labels;
  readonly serviceAccount: string;
}
export const runningGatewaysIn = (root: IConstruct): readonly RunsGateway[] => root.node.findAll().filter((c): c is RunsGateway => kindOf(c) === 'istio-gateway');
