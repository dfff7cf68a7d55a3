import type * as pulumi from '@pulumi/pulumi';
import type { IConstruct } from 'constructs';
import type { Manifest } from '../manifests/manifest';
import type { Conflicts } from './conflicts';
import type { Inputs } from './inputs';

/** What is deployed: a cdk8s App, a Chart, a Mesh; or a function that makes one of values that are known only while the program is deployed. */
export type MeshSource<I extends Inputs> = IConstruct | ((inputs: { readonly [K in keyof I]: string }) => IConstruct);

/** How the objects are registered. */
export interface MeshResourcesArgs<I extends Inputs = Inputs> {
  /**
   * Values that are known only while the program is deployed, for a source that is a function. Plain text is handed on; an Output as text that holds its place, to be put into objects and nothing
   * else: it cannot be compared, counted or be part of a name. @default - none
   */
  readonly inputs?: I;
  /** What becomes of custom resource definitions when they leave the program, or the stack is destroyed: with a definition go all objects of its kind, those of others too. @default 'keep' */
  readonly definitions?: 'keep' | 'delete';
  /**
   * A field that the program writes and somebody else has written, by hand or with another tool: `refuse` is an error that names both, `overwrite` writes the program's value
   * (annotation `pulumi.com/patchForce`). Fields that the program does not write stay whose they are either way. @default 'refuse'
   */
  readonly conflicts?: Conflicts;
  /** Namespace whose rules hold for all others, so that every workload waits for them. @default - what the control plane or the target of the app's first mesh says; 'istio-system' without either */
  readonly rootNamespace?: string;
  /** Options of single resources (aliases, protect, ignoreChanges, retainOnDelete, …), added to those that they get. `name`: of the resource. @default - none */
  readonly options?: (object: Manifest, name: string) => pulumi.CustomResourceOptions | undefined;
}
