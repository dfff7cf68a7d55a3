import * as pulumi from '@pulumi/pulumi';
import { Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { CallError } from '../constructs/call-error';
import type { Manifest } from '../manifests/manifest';
import { Aliases } from './aliases';
import { checkArgs, type MeshResourcesArgs, type MeshSource } from './args';
import { HeldPlaces, type Inputs } from './inputs';
import { KubernetesObject } from './kubernetes-object';
import { replacedMeshConfig } from './mesh-config';
import type { Gate, PlannedObject } from './planned';
import { prepare, type Prepared } from './prepare';
import { providerVersion } from './provider-version';
import { groupOf } from './stage';

const TYPE = 'cdk8s-mesh:index:MeshResources';

/**
 * Everything that a cdk8s app, a chart or a mesh writes, each object a resource: typed previews, stable names (`<component>:<namespace>/<Kind>/<name>`), every object behind what it needs.
 * Errors of the mesh, all of them, stop the program before anything is registered; warnings go to Pulumi's log.
 */
export class MeshResources<I extends Inputs = Inputs> extends pulumi.ComponentResource {
  private readonly registered: readonly { readonly planned: PlannedObject; readonly resource: KubernetesObject }[];

  /** `name`: of the component, and the first part of the name of each of its resources. */
  constructor(name: string, source: MeshSource<I>, args: MeshResourcesArgs<I> = {}, options: pulumi.ComponentResourceOptions = {}) {
    checkArgs(args);
    const held = new HeldPlaces(args.inputs ?? {});
    const prepared = prepare(name, scopeOf(name, source, args, held), args, held);
    super(TYPE, name, {}, options);
    this.registered = register({ parent: this, aliases: new Aliases(name, TYPE, options) }, prepared, args, held);
    const warnings = [...prepared.warnings, replacedMeshConfig(prepared.plan, options), ...held.unused.map((input) => `input '${input}' is part of no object`)];
    for (const warning of warnings) if (warning !== undefined) void pulumi.log.warn(warning, this);
    this.registerOutputs({ objects: this.registered.length });
  }

  /** All resources, each behind what it needs. */
  get objects(): readonly KubernetesObject[] { return this.registered.map((r) => r.resource); }

  /**
   * The resource of one object, to depend on it or to read what the cluster says: `resources.object('Service', 'public', 'shop').status`. `group`: of the API, or an API version in full, where two
   * of them have a kind of this name: `resources.object('Gateway', 'public', 'shop', 'gateway.networking.k8s.io')`.
   */
  object(kind: string, name: string, namespace?: string, group?: string): KubernetesObject {
    const manifests = this.registered.map((r) => r.planned.manifest).filter((m) => m.kind === kind);
    const isOne = (m: Manifest): boolean => m.metadata.name === name && (namespace === undefined || m.metadata.namespace === namespace) && (group === undefined || group === m.apiVersion || group === groupOf(m.apiVersion));
    const found = manifests.filter(isOne);
    if (found.length === 1) return this.registered.find((r) => r.planned.manifest === found[0])!.resource;
    const asked = `${kind} '${name}'${namespace ? ` of ${namespace}` : ''}${group ? ` in ${group}` : ''}`;
    if (found.length > 1) throw new CallError(undefined, `several objects are ${asked}`, whichOf(found));
    throw new CallError(undefined, `no object is ${asked}`, manifests.length ? `there are: ${this.registered.filter((r) => r.planned.manifest.kind === kind).map((r) => (group === undefined ? r.planned.name : `${r.planned.name} (${r.planned.manifest.apiVersion})`)).slice(0, 10).join(', ')}` : `there is no ${kind} at all`);
  }
}

/** What tells objects of one kind and name apart. */
function whichOf(found: readonly Manifest[]): string {
  const different = (of: (m: Manifest) => string): string[] => [...new Set(found.map(of))].sort();
  const namespaces = different((m) => m.metadata.namespace ?? ''), groups = different((m) => groupOf(m.apiVersion) || 'v1');
  const choices = (what: string, list: readonly string[]): string[] => (list.length > 1 ? [`the ${what} (${list.slice(0, 10).filter(Boolean).map((l) => `'${l}'`).join(', ')})`] : []);
  return `name ${[...choices('namespace', namespaces), ...choices('API group', groups)].join(' and ')}: object(kind, name, namespace, group)`;
}

/** The constructs to deploy; a function is called with its values. */
function scopeOf<I extends Inputs>(name: string, source: MeshSource<I>, args: MeshResourcesArgs<I>, held: HeldPlaces): IConstruct {
  if (typeof source !== 'function' && Object.keys(args.inputs ?? {}).length > 0) throw new CallError(undefined, `'${name}' has inputs, but its source is no function that takes them`, `new MeshResources('${name}', ({ ${Object.keys(args.inputs!).join(', ')} }) => …, { inputs: … })`);
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
      // The provider would say it, as names are fixed; but the SDK takes it for `false` once a transform has passed the options on.
      deleteBeforeReplace: true,
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
  const filled = held.fill(manifest);
  if (!isSecret) return filled;
  const { data, stringData, ...rest } = filled;
  return { ...rest, ...(data ? { data: pulumi.secret(data) } : {}), ...(stringData ? { stringData: pulumi.secret(stringData) } : {}) };
}
