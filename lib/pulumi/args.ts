import type * as pulumi from '@pulumi/pulumi';
import type { IConstruct } from 'constructs';
import { dnsLabel, oneOf, show } from '../constructs/arguments';
import { CallError } from '../constructs/call-error';
import { knownProps, type PropNames } from '../constructs/known-props';
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

const NAMES: PropNames<MeshResourcesArgs> = { inputs: 0, definitions: 0, conflicts: 0, rootNamespace: 0, options: 0 };
/** What is passed one argument too early now and then. */
const OF_COMPONENT = ['provider', 'providers', 'parent', 'dependsOn', 'protect', 'aliases', 'transforms', 'transformations'];

/** What a compiler would refuse, for those who have none. */
export function checkArgs(args: MeshResourcesArgs): void {
  const early = OF_COMPONENT.filter((name) => Object.hasOwn(args, name));
  if (early.length > 0) throw new CallError(undefined, `${early.join(', ')}: options of the component are the fourth argument`, `new MeshResources(name, source, {}, { ${early.join(', ')} })`);
  knownProps(undefined, NAMES, args);
  if (args.definitions !== undefined) oneOf(undefined, 'definitions', args.definitions, ['keep', 'delete']);
  if (args.conflicts !== undefined) oneOf(undefined, 'conflicts', args.conflicts, ['refuse', 'overwrite']);
  if (args.rootNamespace !== undefined) dnsLabel(undefined, 'rootNamespace', args.rootNamespace);
  if (args.options !== undefined && typeof args.options !== 'function') throw new CallError(undefined, `options must be a function of an object and the name of its resource, not ${show(args.options)}`, 'options: (object, name) => ({ protect: true })');
}
