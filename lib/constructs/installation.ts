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
  /** What the proxies of a mesh with that target are like; `undefined`: it is not served by this installation. */
  proxies(target: MeshTarget): InstalledProxies | undefined;
}
export interface InstalledProxies {
  /** What keeps pods without one although their namespace asks for it, as the prop that says so; `undefined`: nothing. */
  readonly withheld?: string;
  /** The prop by which a port of a pod is left to the pod itself; `undefined`: the proxy has it. */
  uncaptured(port: number): string | undefined;
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
