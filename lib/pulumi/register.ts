import * as pulumi from '@pulumi/pulumi';
import { once } from '../manifests/maps';
import type { Aliases } from './aliases';
import type { MeshResourcesArgs } from './args';
import type { HeldPlaces } from './inputs';
import { KubernetesObject } from './kubernetes-object';
import type { Gate, Plan, PlannedObject } from './planned';
import { providerVersion } from './provider-version';

export interface RegisteredObject { readonly planned: PlannedObject; readonly resource: KubernetesObject }
/** What is registered, below what, and how. */
export interface Registration {
  readonly parent: pulumi.ComponentResource;
  readonly aliases: Aliases;
  readonly held: HeldPlaces;
  readonly args: MeshResourcesArgs<any>;
}

/** Tells Pulumi of every object of a plan, in its order. */
export function register(plan: Plan, { parent, aliases, held, args }: Registration): readonly RegisteredObject[] {
  const version = providerVersion(), done: RegisteredObject[] = [], open = opener(parent, done);
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
    done.push({ planned, resource: new KubernetesObject(planned.type, planned.name, inputsOf(planned, held, isSecret), more ? pulumi.mergeOptions(own, more) : own) });
  }
  return done;
}

type Opened = pulumi.Output<pulumi.Resource[]>;

/** Opens a gate when the first object comes that waits for it: by then all of its members are registered. */
function opener(parent: pulumi.ComponentResource, done: readonly RegisteredObject[]): (gate: Gate) => Opened {
  const gates = new Map<Gate, Opened>();
  return (gate) => once(gates, gate, () => {
    const component = new pulumi.ComponentResource('cdk8s-mesh:index:Gate', gate.name, {}, { parent, dependsOn: gate.members.map((i) => done[i].resource) });
    // A component is depended on through its children, of which it has none: its own identity is what holds.
    return component.urn.apply((urn) => [new pulumi.DependencyResource(urn)]);
  });
}

/** Without gates a plain list: an Output around a thousand of them costs. */
function dependencies(direct: readonly pulumi.Resource[], gates: readonly Opened[]): pulumi.CustomResourceOptions['dependsOn'] {
  return gates.length ? pulumi.all([...gates]).apply((all: pulumi.Resource[][]): pulumi.Resource[] => [...direct, ...all.flat()]) : [...direct];
}

/** What is sent for an object; values of a Secret as secrets. */
function inputsOf({ manifest }: PlannedObject, held: HeldPlaces, isSecret: boolean): Readonly<Record<string, unknown>> {
  const filled = held.fill(manifest);
  if (!isSecret) return filled;
  const { data, stringData, ...rest } = filled;
  return { ...rest, ...(data ? { data: pulumi.secret(data) } : {}), ...(stringData ? { stringData: pulumi.secret(stringData) } : {}) };
}
