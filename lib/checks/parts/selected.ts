import type { Workload, World } from '../../effective';
import { selects } from '../../effective/istio/names';

type Labels = Readonly<Record<string, string>>;

/** Workloads that have all labels of a selector, of one namespace or of all. An empty selector finds all of them. */
export function selectedWorkloads(world: World, selector: Labels, namespace?: string): readonly Workload[] {
  const keys = Object.keys(selector);
  if (keys.length === 0) return namespace === undefined ? world.workloads : world.workloadsOfNamespace(namespace);
  const index = world.part(byLabel);
  let fewest: readonly Workload[] | undefined;
  for (const key of keys) {
    const found = index.get(`${key}=${selector[key]}`) ?? [];
    if (fewest === undefined || found.length < fewest.length) fewest = found;
  }
  return fewest!.filter((w) => (namespace === undefined || w.namespace === namespace) && selects(selector, w.labels));
}

const byLabel = (world: World): ReadonlyMap<string, readonly Workload[]> => {
  const index = new Map<string, Workload[]>();
  for (const w of world.workloads) for (const [key, value] of Object.entries(w.labels)) {
    const label = `${key}=${value}`, list = index.get(label);
    if (list) list.push(w); else index.set(label, [w]);
  }
  return index;
};

/** `app=web,version=v2`. */
export const labelsText = (labels: Labels): string => Object.entries(labels).map(([k, v]) => `${k}=${v}`).join(',');
