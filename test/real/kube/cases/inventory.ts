import type { Answer, KubeObject, Resource } from '../api';
import type { RealCluster } from '../cluster';

/** Kinds that come and go by themselves. */
const passing = new Set(['Event', 'Lease', 'ComponentStatus', 'EndpointSlice', 'Endpoints', 'Pod', 'ReplicaSet', 'ControllerRevision', 'APIService', 'PodMetrics', 'NodeMetrics', 'IPAddress']);

/** Every object that the cluster holds, as `apps/v1 Deployment shop/web`. */
export async function inventory(cluster: RealCluster): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  for (const resource of await cluster.api.resources()) {
    if (!resource.verbs.includes('list') || resource.plural.includes('/') || passing.has(resource.kind)) continue;
    for (const { metadata } of await objectsOf(cluster, resource)) found.add(`${resource.apiVersion} ${resource.kind} ${metadata.namespace === undefined ? '' : `${metadata.namespace}/`}${metadata.name}`);
  }
  return found;
}

/** Objects of a kind; none when the kind goes, with its CRD. A list that fails is an error: else nothing left behind would be seen. */
async function objectsOf(cluster: RealCluster, resource: Resource): Promise<readonly KubeObject[]> {
  const { apiVersion, kind } = resource;
  let answer: Answer | undefined;
  await cluster.waitFor(`a list of ${apiVersion} ${kind}`, async () => {
    answer = await cluster.api.call('GET', cluster.api.pathOf(resource));
    // What has just been defined may not be ready to be listed, and says so; what is not found is on its way out when discovery drops it too.
    if (answer.status === 404) return !(await cluster.api.resources()).some((one) => one.apiVersion === apiVersion && one.kind === kind);
    return answer.status !== 429;
  }, 15);
  if (answer!.status === 404) return [];
  if (answer!.status >= 300) throw new Error(`a list of ${apiVersion} ${kind} was answered with ${answer!.status}: ${answer!.body.message}`);
  return answer!.body.items ?? [];
}

/** What is there now and was not there before. */
export const left = (before: ReadonlySet<string>, after: ReadonlySet<string>): readonly string[] => [...after].filter((id) => !before.has(id)).sort();
