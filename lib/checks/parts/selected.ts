import type { Workload, World } from '../../effective';
import { selects } from '../../effective/istio/names';
import { push } from '../../manifests/maps';

type Labels = Readonly<Record<string, string>>;

/** Workloads that have all labels of a selector, of one namespace or of all. An empty selector finds all of them. */
export function selectedWorkloads(world: World, selector: Labels, namespace?: string): readonly Workload[] {
  if (namespace !== undefined) return world.workloadsLabelled(namespace, selector);
  const index = world.part(byLabel);
  let fewest: readonly Workload[] | undefined;
  for (const key of Object.keys(selector)) {
    const found = index.get(`${key}=${selector[key]}`) ?? [];
    if (fewest === undefined || found.length < fewest.length) fewest = found;
  }
  return fewest?.filter((w) => selects(selector, w.labels)) ?? world.workloads;
}

/** Those of all namespaces. */
const byLabel = (world: World): ReadonlyMap<string, readonly Workload[]> => {
  const index = new Map<string, Workload[]>();
  for (const w of world.workloads) for (const [key, value] of Object.entries(w.labels)) push(index, `${key}=${value}`, w);
  return index;
};

/** `app=web,version=v2`. */
export const labelsText = (labels: Labels): string => Object.entries(labels).map(([k, v]) => `${k}=${v}`).join(',');
