import * as pulumi from '@pulumi/pulumi';
import { Aliases } from './aliases';
import { checkArgs, type MeshResourcesArgs, type MeshSource } from './args';
import { positionOf } from './find';
import { HeldPlaces, type Inputs } from './inputs';
import type { KubernetesObject } from './kubernetes-object';
import { replacedMeshConfig } from './mesh-config';
import { prepare } from './prepare';
import { register, type RegisteredObject } from './register';
import { scopeOf } from './source';

const TYPE = 'cdk8s-mesh:index:MeshResources';

/**
 * Everything that a cdk8s app, a chart or a mesh writes, each object a resource: typed previews, stable names (`<component>:<namespace>/<Kind>/<name>`), every object behind what it needs.
 * Errors of the mesh, all of them, stop the program before anything is registered; warnings go to Pulumi's log.
 */
export class MeshResources<I extends Inputs = Inputs> extends pulumi.ComponentResource {
  private readonly registered: readonly RegisteredObject[];

  /** `name`: of the component, and the first part of the name of each of its resources. */
  constructor(name: string, source: MeshSource<I>, args: MeshResourcesArgs<I> = {}, options: pulumi.ComponentResourceOptions = {}) {
    checkArgs(args);
    const held = new HeldPlaces(args.inputs ?? {});
    const { plan, warnings } = prepare(name, scopeOf(name, source, Object.keys(args.inputs ?? {}), held.values), args, held);
    super(TYPE, name, {}, options);
    this.registered = register(plan, { parent: this, aliases: new Aliases(name, TYPE, options), held, args });
    const all = [...warnings, replacedMeshConfig(plan, options), ...held.unused.map((input) => `input '${input}' is part of no object`)];
    for (const warning of all) if (warning !== undefined) void pulumi.log.warn(warning, this);
    this.registerOutputs({ objects: this.registered.length });
  }

  /** All resources, each behind what it needs. */
  get objects(): readonly KubernetesObject[] { return this.registered.map((r) => r.resource); }

  /**
   * The resource of one object, to depend on it or to read what the cluster says: `resources.object('Service', 'public', 'shop').status`. `group`: of the API, or an API version in full, where two
   * of them have a kind of this name: `resources.object('Gateway', 'public', 'shop', 'gateway.networking.k8s.io')`.
   */
  object(kind: string, name: string, namespace?: string, group?: string): KubernetesObject {
    return this.registered[positionOf(this.registered.map((r) => r.planned), { kind, name, namespace, group })].resource;
  }
}
