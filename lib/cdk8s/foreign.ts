import { ApiObject, Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { postOrder } from './post-order';

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
  const circle = (steps: readonly Step[]): Error => new Error(`dependency cycle: ${steps.flatMap((s) => ('gate' in s ? [] : [s.node.path])).join(' → ')}`);
  return postOrder<Step>(roots, (step) => ('gate' in step ? step.gate : before.get(step) ?? []), circle).filter((step): step is ApiObject => !('gate' in step));
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
