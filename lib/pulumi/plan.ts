import { postOrder } from '../cdk8s/post-order';
import { CallError } from '../constructs/call-error';
import type { Manifest } from '../manifests/manifest';
import { awaited } from './awaited';
import { overwriting, type Conflicts } from './conflicts';
import type { Link } from './link';
import { gateNames, otherTokens, resourceName, typeToken } from './names';
import { needs } from './needs';
import { ObjectIndex, type IndexedObject, type MeshNames } from './object-index';
import type { DeclaredObject, Plan, PlannedObject } from './planned';
import { writtenAtRunTime } from './run-time-fields';
import { Stage } from './stage';

/** A group that more than one object waits for becomes a gate from this size on. */
const GATE_FROM = 8;

interface Node { readonly text: string; readonly object?: IndexedObject; readonly after: Node[]; readonly members?: readonly IndexedObject[] }

export interface PlanOptions extends MeshNames {
  /** @default - none */
  readonly links?: readonly Link[];
  /** @default 'refuse' */
  readonly conflicts?: Conflicts;
}

/** What is to be registered, in order. `component`: the first part of every name. */
export function planOf(component: string, declared: readonly DeclaredObject[], { links = [], conflicts = 'refuse', ...names }: PlanOptions = {}): Plan {
  const index = new ObjectIndex(declared, names);
  const nodes = index.objects.map((object): Node => ({ text: resourceName('', object.manifest).slice(1), object, after: [] }));
  const gates = new Map<readonly IndexedObject[], Node>();
  const gateOf = (members: readonly IndexedObject[]): Node => {
    let gate = gates.get(members);
    if (!gate) gates.set(members, (gate = { text: '', members, after: members.map((m) => nodes[m.position]) }));
    return gate;
  };
  const found = nodes.map((node) => needed(node.object!, index)), users = new Map<readonly IndexedObject[], number>();
  for (const { groups } of found) for (const group of groups) users.set(group, (users.get(group) ?? 0) + 1);
  found.forEach(({ one, groups }, i) => {
    const after = new Set([...one].map((o) => nodes[o.position]));
    for (const group of groups) if (group.length >= GATE_FROM && users.get(group)! > 1) after.add(gateOf(group)); else for (const o of group) after.add(nodes[o.position]);
    nodes[i].after.push(...after);
  });
  for (const { sources, targets } of links) {
    const own = new Set(targets), members = targets.map((t) => index.objects[t]);
    const gated = targets.length >= GATE_FROM && sources.length > 1;
    for (const s of sources) {
      // What depends on something around it waits for all but itself.
      if (gated && !own.has(s)) nodes[s].after.push(gateOf(members));
      else for (const t of targets) if (t !== s) nodes[s].after.push(nodes[t]);
    }
  }
  const byStage = [...nodes].sort((a, b) => a.object!.stage - b.object!.stage || a.object!.position - b.object!.position);
  const circle = (nodes: readonly Node[]): Error => new CallError(undefined, `objects wait for each other: ${nodes.map((n) => n.text).filter(Boolean).join(' → ')}`, 'a dependency declared between constructs contradicts what the objects need; take it away');
  const steps = postOrder<Node>(byStage, (node) => node.after, circle);
  return numbered(component, steps, index, conflicts === 'overwrite' ? (m) => overwriting(awaited(m)) : awaited);
}

function numbered(component: string, steps: readonly Node[], index: ObjectIndex, hinted: (manifest: Manifest) => Manifest): Plan {
  const nameOfGate = gateNames(component), objectAt = new Map<Node, number>(), gateAt = new Map<Node, number>(), gates: Plan['gates'][number][] = [], objects: PlannedObject[] = [];
  for (const step of steps) {
    const on = [...new Set(step.after)];
    if (!step.object) {
      gateAt.set(step, gates.length);
      gates.push({ name: nameOfGate(step.members![0].manifest), members: on.map((n) => objectAt.get(n)!) });
      continue;
    }
    const { manifest, path } = step.object;
    objectAt.set(step, objects.length);
    objects.push({
      path, manifest: hinted(manifest), name: resourceName(component, manifest), type: typeToken(manifest.apiVersion, manifest.kind), formerTypes: otherTokens(manifest),
      dependsOn: on.filter((n) => n.object).map((n) => objectAt.get(n)!).sort((a, b) => a - b), gates: on.filter((n) => !n.object).map((n) => gateAt.get(n)!),
      ignoreChanges: writtenAtRunTime(manifest, index),
    });
  }
  return { objects, gates };
}

/** What one object needs, of earlier stages only, one by one and in groups that others need too. */
function needed(object: IndexedObject, index: ObjectIndex): { readonly one: ReadonlySet<IndexedObject>; readonly groups: ReadonlySet<readonly IndexedObject[]> } {
  const one = new Set<IndexedObject>(), groups = new Set<readonly IndexedObject[]>();
  const isEarlier = (o: IndexedObject): boolean => o.stage < object.stage;
  for (const need of needs) for (const found of need(object, index)) {
    if (!found) continue;
    if (!Array.isArray(found)) { if (isEarlier(found as IndexedObject)) one.add(found as IndexedObject); continue; }
    const group = found as readonly IndexedObject[];
    if (group.length > 0 && group.every(isEarlier)) groups.add(group); else for (const o of group) if (isEarlier(o)) one.add(o);
  }
  // Whatever lies in the same namespace waits for it already.
  const namespaced = [...one].some((o) => o.stage !== Stage.Namespace && sameNamespace(o.manifest, object.manifest));
  if (namespaced) for (const o of one) if (o.stage === Stage.Namespace) one.delete(o);
  return { one, groups };
}
const sameNamespace = (a: Manifest, b: Manifest): boolean => a.metadata.namespace !== undefined && a.metadata.namespace === b.metadata.namespace;
