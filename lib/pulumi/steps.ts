import { postOrder } from '../cdk8s/post-order';
import { CallError } from '../constructs/call-error';
import { once } from '../manifests/maps';
import type { Link } from './link';
import { textOf } from './names';
import type { Needed } from './needed';
import type { IndexedObject } from './object-index';

/** One thing to register: an object, or a gate behind the members of a group. */
export type Step = ObjectStep | GateStep;
export interface ObjectStep { readonly object: IndexedObject; readonly after: Set<Step> }
export interface GateStep { readonly members: readonly IndexedObject[]; readonly after: Set<Step> }

export const isGate = (step: Step): step is GateStep => 'members' in step;

/** A group that more than one object waits for becomes a gate from this size on. */
const GATE_FROM = 8;

/** All steps, each behind what it waits for. `needed`: of each object, by position. */
export function stepsOf(objects: readonly IndexedObject[], needed: readonly Needed[], links: readonly Link[]): readonly Step[] {
  const steps = objects.map((object): ObjectStep => ({ object, after: new Set() }));
  const stepOf = (o: IndexedObject): ObjectStep => steps[o.position];
  const gates = new Map<readonly IndexedObject[], GateStep>();
  const gateOf = (members: readonly IndexedObject[]): GateStep => once(gates, members, () => ({ members, after: new Set(members.map(stepOf)) }));

  const users = new Map<readonly IndexedObject[], number>();
  for (const { groups } of needed) for (const group of groups) users.set(group, (users.get(group) ?? 0) + 1);
  needed.forEach(({ one, groups }, i) => {
    for (const o of one) steps[i].after.add(stepOf(o));
    for (const group of groups) if (group.length >= GATE_FROM && users.get(group)! > 1) steps[i].after.add(gateOf(group)); else for (const o of group) steps[i].after.add(stepOf(o));
  });

  for (const { sources, targets } of links) {
    const own = new Set(targets), members = targets.map((t) => objects[t]), gated = targets.length >= GATE_FROM && sources.length > 1;
    for (const s of sources) {
      // What depends on something around it waits for all but itself.
      if (gated && !own.has(s)) steps[s].after.add(gateOf(members));
      else for (const t of targets) if (t !== s) steps[s].after.add(steps[t]);
    }
  }

  const byStage = [...steps].sort((a, b) => a.object.stage - b.object.stage || a.object.position - b.object.position), after = new Map<Step, readonly Step[]>();
  return postOrder<Step>(byStage, (step) => once(after, step, () => [...step.after]), circle);
}

function circle(steps: readonly Step[]): Error {
  return new CallError(undefined, `objects wait for each other: ${steps.flatMap((step) => (isGate(step) ? [] : [textOf(step.object.manifest)])).join(' → ')}`, 'a dependency declared between constructs contradicts what the objects need; take it away');
}
