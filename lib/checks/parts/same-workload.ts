import { KIND, namespaceOf, type SourceObject, type Workload, type World } from '../../effective';
import { fields, items, textMap } from './fields';
import { selectedWorkloads } from './selected';

type Labels = Readonly<Record<string, string>>;
export interface Selecting { readonly object: SourceObject; readonly namespace: string; readonly labels: Labels; readonly field: string }

const FIELD: Readonly<Record<string, readonly [string, string]>> = { [KIND.sidecar]: ['workloadSelector', 'labels'] };
/** Objects of a kind by whom they select; those that are attached by `targetRefs` are left out. */
export function selecting(world: World, kind: string): readonly Selecting[] {
  const [field, labels] = FIELD[kind] ?? ['selector', 'matchLabels'];
  return world.objects.of(kind).flatMap((object) => {
    const spec = fields(object.manifest.spec) ?? {};
    if (fields(spec.targetRef) || items(spec.targetRefs).length > 0) return [];
    return [{ object, namespace: namespaceOf(object.manifest), labels: textMap(fields(spec[field])?.[labels]), field: `spec.${field}` }];
  });
}

/** Those that select a workload that an earlier one selects too, by labels; each once. */
export function* sharing(world: World, all: readonly Selecting[], takes: (w: Workload) => boolean = () => true): Iterable<{ readonly one: Selecting; readonly other: Selecting; readonly workload: Workload }> {
  const first = new Map<Workload, Selecting>();
  for (const one of all) {
    if (Object.keys(one.labels).length === 0) continue;
    let told = false;
    for (const workload of selectedWorkloads(world, one.labels, one.namespace)) {
      const other = first.get(workload);
      if (!other) first.set(workload, one);
      else if (!told && other !== one && takes(workload)) { told = true; yield { one, other, workload }; }
    }
  }
}

/** Those without labels that stand beside an earlier one of their namespace. */
export function* wideTwice(all: readonly Selecting[]): Iterable<{ readonly one: Selecting; readonly other: Selecting }> {
  const first = new Map<string, Selecting>();
  for (const one of all) {
    if (Object.keys(one.labels).length > 0) continue;
    const other = first.get(one.namespace);
    if (other) yield { one, other }; else first.set(one.namespace, one);
  }
}
