import { ApiObject, Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';

/**
 * What users put into a chart beside the mesh: its own ApiObjects, those of nested charts left out, in an order in which every object follows
 * what it depends on. Linear in constructs and dependencies: stock cdk8s walks every path, which does not end on long chains.
 */
export function foreignObjects(chart: Chart, ours: (o: ApiObject) => boolean): ApiObject[] {
  const members = membersOf(chart);
  const objects = members.filter((c): c is ApiObject => ApiObject.isApiObject(c) && !ours(c));
  const dependents = members.filter((c) => c.node.dependencies.length > 0);
  if (!dependents.length) return objects;

  const inChart = new Set<IConstruct>(members);
  const before = new Map<ApiObject, Step[]>();
  const depended = new Set<ApiObject>();
  for (const source of dependents) {
    const sources = objectsBelow(source, inChart, ours);
    for (const target of source.node.dependencies) {
      if (!inChart.has(target)) continue;                   // another chart: the order of the files says so
      const targets = objectsBelow(target, inChart, ours);
      for (const t of targets) depended.add(t);
      // All sources wait at one gate for all targets: n + m edges instead of n × m.
      const own = new Set<ApiObject>(targets);
      const gate: Step = { gate: targets };
      for (const s of sources) {
        const steps = before.get(s) ?? before.set(s, []).get(s)!;
        if (own.has(s)) steps.push(...targets.filter((t) => t !== s)); else steps.push(gate);
      }
    }
  }
  const roots = [...objects.filter((o) => !depended.has(o)), ...objects];
  return postOrder(roots, (step) => ('gate' in step ? step.gate : before.get(step) ?? []));
}

/** An object, or a group of objects that others wait for. */
type Step = ApiObject | { readonly gate: readonly ApiObject[] };

function membersOf(chart: Chart): IConstruct[] {
  const out: IConstruct[] = [];
  const stack: IConstruct[] = [chart];
  for (let c = stack.pop(); c; c = stack.pop()) {
    out.push(c);
    const children = c.node.children;
    for (let i = children.length - 1; i >= 0; i--) if (!Chart.isChart(children[i])) stack.push(children[i]);
  }
  return out;
}

function objectsBelow(c: IConstruct, within: ReadonlySet<IConstruct>, ours: (o: ApiObject) => boolean): ApiObject[] {
  return c.node.findAll().filter((x): x is ApiObject => ApiObject.isApiObject(x) && within.has(x) && !ours(x));
}

/** Depth first with an own stack; a cycle is an error that names it. */
function postOrder(roots: readonly ApiObject[], next: (step: Step) => readonly Step[]): ApiObject[] {
  const state = new Map<Step, 'open' | 'done'>();
  const out: ApiObject[] = [];
  for (const root of roots) {
    if (state.has(root)) continue;
    const stack: { step: Step; at: number }[] = [{ step: root, at: 0 }];
    state.set(root, 'open');
    while (stack.length) {
      const top = stack[stack.length - 1];
      const follow = next(top.step)[top.at++];
      if (!follow) {
        state.set(top.step, 'done');
        if (!('gate' in top.step)) out.push(top.step);
        stack.pop();
        continue;
      }
      const seen = state.get(follow);
      if (seen === 'open') throw new Error(`dependency cycle: ${[...stack.map((s) => s.step), follow].flatMap((s) => ('gate' in s ? [] : [s.node.path])).join(' → ')}`);
      if (!seen) { state.set(follow, 'open'); stack.push({ step: follow, at: 0 }); }
    }
  }
  return out;
}
