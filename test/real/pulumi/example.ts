import { repository } from '../builds/place';
import type { RealCluster } from '../kube/cluster';
import type { SuiteContext } from '../suite';
import { Engine } from './engine';
import { failed } from './outcomes';

/** What `pulumi up` in the repository does. */
export async function example({ check }: SuiteContext, cluster: RealCluster): Promise<void> {
  const engine = new Engine(cluster, 'example', { project: repository });
  await engine.init();
  const preview = await engine.run('preview');
  check('the program of the repository deploys Bookinfo', [...failed(preview), ...(preview.steps.some((s) => s.op === 'create' && s.name === 'bookinfo:bookinfo/VirtualService/reviews') ? [] : ['no VirtualService'])]);
}
