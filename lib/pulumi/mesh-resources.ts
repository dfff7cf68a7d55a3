import * as pulumi from '@pulumi/pulumi';
import { Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { CallError } from '../constructs/call-error';
import { Aliases } from './aliases';
import type { MeshResourcesArgs, MeshSource } from './args';
import { HeldPlaces, type Inputs } from './inputs';
import { KubernetesObject } from './kubernetes-object';
import type { Gate, PlannedObject } from './planned';
import { prepare, type Prepared } from './prepare';
import { providerVersion } from './provider-version';

const TYPE = 'cdk8s-mesh:index:MeshResources';

/**
 * Everything that a cdk8s app, a chart or a mesh writes, each object a resource: typed previews, stable names (`<component>:<namespace>/<Kind>/<name>`), every object behind what it needs.
 * Errors of the mesh, all of them, stop the program before anything is registered; warnings go to Pulumi's log.
 */
export class MeshResources<I extends Inputs = Inputs> extends pulumi.ComponentResource {
  private readonly registered: readonly { readonly planned: PlannedObject; readonly resource: KubernetesObject }[];

  /** `name`: of the component, and the first part of the name of each of its resources. */
  constructor(name: string, source: MeshSource<I>, args: MeshResourcesArgs<I> = {}, options: pulumi.ComponentResourceOptions = {}) {
    const held = new HeldPlaces(args.inputs ?? {});
    const prepared = prepare(name, scopeOf(name, source, args, held), args, held);
    super(TYPE, name, {}, options);
    this.registered = register({ parent: this, aliases: new Aliases(name, TYPE, options) }, prepared, args, held);
    for (const warning of prepared.warnings) void pulumi.log.warn(warning, this);
    for (const input of held.unused) void pulumi.log.warn(`input '${input}' is part of no object`, this);
    this.registerOutputs({ objects: this.registered.length });
  }

  /** All resources, each behind what it needs. */
  get objects(): readonly KubernetesObject[] { return this.registered.map((r) => r.resource); }

  /** The resource of one object, to depend on it or to read what the cluster says: `resources.object('Service', 'public', 'shop').status`. */
  object(kind: string, name: string, namespace?: string): KubernetesObject {
    const of = this.registered.filter(({ planned: { manifest: m } }) => m.kind === kind && m.metadata.name === name && (namespace === undefined || m.metadata.namespace === namespace));
    if (of.length === 1) return of[0].resource;
    const same = this.registered.filter((r) => r.planned.manifest.kind === kind).map((r) => r.planned.name);
    throw new CallError(undefined, of.length ? `several objects are ${kind} '${name}'` : `no object is ${kind} '${name}'${namespace ? ` of ${namespace}` : ''}`, of.length ? 'name the namespace' : same.length ? `there are: ${same.slice(0, 10).join(', ')}` : `there is no ${kind} at all`);
  }
}

/** The constructs to deploy; a function is called with its values. */
function scopeOf<I extends Inputs>(name: string, source: MeshSource<I>, args: MeshResourcesArgs<I>, held: HeldPlaces): IConstruct {
  if (typeof source !== 'function' && args.inputs) throw new CallError(undefined, `'${name}' has inputs, but its source is no function that takes them`, `new MeshResources('${name}', ({ ${Object.keys(args.inputs).join(', ')} }) => …, { inputs: … })`);
  const scope = typeof source === 'function' ? source(held.values as { readonly [K in keyof I]: string }) : source;
  if (pulumi.Output.isInstance(scope)) throw new CallError(undefined, `the source of '${name}' is an Output`, 'make the constructs outside apply(), and pass what is not known yet as inputs');
  if (!scope?.node || (!Chart.isChart(scope) && scope.node.scope !== undefined)) throw new CallError(scope?.node?.path, `the source of '${name}' is no App, Chart or Mesh`, 'pass one of these, or a function that returns one');
  return scope;
}

interface Around { readonly parent: MeshResources<any>; readonly aliases: Aliases }

function register({ parent, aliases }: Around, { plan }: Prepared, args: MeshResourcesArgs<any>, held: HeldPlaces) {
  const version = providerVersion(), done: { planned: PlannedObject; resource: KubernetesObject }[] = [], gates = new Map<Gate, pulumi.Output<pulumi.Resource[]>>();
  // Opened when the first object comes that waits for it: by then all of its members are registered.
  const open = (gate: Gate): pulumi.Output<pulumi.Resource[]> => {
    let opened = gates.get(gate);
    if (!opened) {
      const component = new pulumi.ComponentResource('cdk8s-mesh:index:Gate', gate.name, {}, { parent, dependsOn: gate.members.map((i) => done[i].resource) });
      // A component is depended on through its children, of which it has none: its own identity is what holds.
      gates.set(gate, (opened = component.urn.apply((urn) => [new pulumi.DependencyResource(urn)])));
    }
    return opened;
  };
  for (const planned of plan.objects) {
    const { manifest } = planned, isSecret = planned.type === 'kubernetes:core/v1:Secret';
    const own: pulumi.CustomResourceOptions = {
      parent, version,
      dependsOn: dependencies(planned.dependsOn.map((i) => done[i].resource), planned.gates.map((i) => open(plan.gates[i]))),
      aliases: aliases.of(planned),
      ignoreChanges: [...planned.ignoreChanges],
      ...(manifest.kind === 'CustomResourceDefinition' && args.definitions !== 'delete' ? { retainOnDelete: true } : {}),
      ...(isSecret ? { additionalSecretOutputs: ['data', 'stringData'] } : {}),
    };
    const more = args.options?.(manifest, planned.name);
    const resource = new KubernetesObject(planned.type, planned.name, inputsOf(manifest, held, isSecret), more ? pulumi.mergeOptions(own, more) : own);
    done.push({ planned, resource });
  }
  return done;
}

/** Without gates a plain list: an Output around a thousand of them costs. */
function dependencies(direct: readonly pulumi.Resource[], gates: readonly pulumi.Output<pulumi.Resource[]>[]): pulumi.CustomResourceOptions['dependsOn'] {
  return gates.length ? pulumi.all([...gates]).apply((all: pulumi.Resource[][]): pulumi.Resource[] => [...direct, ...all.flat()]) : [...direct];
}

/** What is sent for an object; values of a Secret as secrets. */
function inputsOf(manifest: PlannedObject['manifest'], held: HeldPlaces, isSecret: boolean): Readonly<Record<string, unknown>> {
  if (!isSecret) return held.empty ? manifest : held.fill(manifest) as Readonly<Record<string, unknown>>;
  const { data, stringData, ...rest } = manifest;
  return { ...(held.fill(rest) as object), ...(data ? { data: pulumi.secret(held.fillData(data)) } : {}), ...(stringData ? { stringData: pulumi.secret(held.fill(stringData)) } : {}) };
}
