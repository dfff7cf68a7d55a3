import type { Manifest } from '../manifests/manifest';
import { awaited } from './awaited';
import { overwriting, type Conflicts } from './conflicts';
import type { Link } from './link';
import { gateNames, otherTokens, resourceName, typeToken } from './names';
import { neededBy } from './needed';
import { ObjectIndex, type MeshNames } from './object-index';
import type { DeclaredObject, Gate, Plan, PlannedObject } from './planned';
import { writtenAtRunTime } from './run-time-fields';
import { isGate, stepsOf, type Step } from './steps';

export interface PlanOptions extends MeshNames {
  /** @default - none */
  readonly links?: readonly Link[];
  /** @default 'refuse' */
  readonly conflicts?: Conflicts;
}

/** What is to be registered, in order. `component`: the first part of every name. */
export function planOf(component: string, declared: readonly DeclaredObject[], { links = [], conflicts = 'refuse', ...names }: PlanOptions = {}): Plan {
  const index = new ObjectIndex(declared, names), steps = stepsOf(index.objects, index.objects.map((object) => neededBy(object, index)), links);
  const hinted = conflicts === 'overwrite' ? (manifest: Manifest): Manifest => overwriting(awaited(manifest)) : awaited;

  const objects: PlannedObject[] = [], gates: Gate[] = [], place = new Map<Step, number>(), nameOfGate = gateNames(component);
  for (const step of steps) {
    place.set(step, isGate(step) ? gates.length : objects.length);
    const after = [...step.after], placesOf = (some: readonly Step[]): readonly number[] => some.map((s) => place.get(s)!).sort((a, b) => a - b);
    if (isGate(step)) { gates.push({ name: nameOfGate(step.members[0].manifest), members: placesOf(after) }); continue; }
    const { manifest, path } = step.object;
    objects.push({
      path, manifest: hinted(manifest), name: resourceName(component, manifest), type: typeToken(manifest.apiVersion, manifest.kind), formerTypes: otherTokens(manifest),
      dependsOn: placesOf(after.filter((s) => !isGate(s))), gates: placesOf(after.filter(isGate)), ignoreChanges: writtenAtRunTime(manifest, index),
    });
  }
  return { objects, gates };
}
