import type { RealCluster } from '../cluster';

/** Kinds that come and go by themselves. */
const passing = new Set(['Event', 'Lease', 'ComponentStatus', 'EndpointSlice', 'Endpoints', 'Pod', 'ReplicaSet', 'ControllerRevision', 'APIService', 'PodMetrics', 'NodeMetrics', 'IPAddress']);

/** Every object that the cluster holds, as `apps/v1 Deployment shop/web`. */
export async function inventory(cluster: RealCluster): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  for (const resource of await cluster.api.resources()) {
    if (!resource.verbs.includes('list') || resource.plural.includes('/') || passing.has(resource.kind)) continue;
    const { body } = await cluster.api.call('GET', cluster.api.pathOf(resource));
    for (const { metadata } of body.items ?? []) found.add(`${resource.apiVersion} ${resource.kind} ${metadata.namespace === undefined ? '' : `${metadata.namespace}/`}${metadata.name}`);
  }
  return found;
}

/** What is there now and was not there before. */
export const left = (before: ReadonlySet<string>, after: ReadonlySet<string>): readonly string[] => [...after].filter((id) => !before.has(id)).sort();
