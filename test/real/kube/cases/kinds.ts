import { clusterKindCases } from '../../../manifests/cluster-kinds';
import type { SuiteContext } from '../../suite';
import type { KubeObject } from '../api';
import { idOf } from '../apply';
import type { RealCluster } from '../cluster';
import { capped } from './twice';

/** The verdicts that our validator is tested with are the API server's own. */
export async function kindCases(context: SuiteContext, cluster: RealCluster): Promise<void> {
  const shop = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } };
  await cluster.apply([shop], { fieldManager: 'somebody-else' });
  const wrong: string[] = [];
  for (const { accepted, object } of clusterKindCases) {
    const one = object as unknown as KubeObject;
    const resource = (await cluster.api.resource(one.kind, one.apiVersion))!;
    const { status, body } = await cluster.api.call('POST', `${cluster.api.pathOf(resource, one.metadata.namespace)}?dryRun=All&fieldValidation=Strict`, one);
    if ((status < 300) !== accepted) wrong.push(`${idOf(one)} is ${accepted ? 'refused' : 'taken'}: ${body.message ?? JSON.stringify(one)}`);
  }
  context.check(`verdicts on ${clusterKindCases.length} objects of kinds of a whole cluster are the API server's`, capped(wrong));
  context.figure('objects of kinds of a whole cluster', clusterKindCases.length);
}
