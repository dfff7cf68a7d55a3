import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { istioCrds } from '../../../lib/control-plane/istio/base/crds';
import type { RealCluster } from '../kube/cluster';
import type { SuiteContext } from '../suite';
import { Engine } from './engine';
import { changed, failed, only, unchanged } from './outcomes';

const WEBHOOK = ['ValidatingWebhookConfiguration', 'as-of-a-chart'] as const;

/** Values that come later; fields that istiod writes; a kind in another version. */
export async function plain({ check }: SuiteContext, cluster: RealCluster): Promise<void> {
  await cluster.apply(istioCrds());
  const engine = new Engine(cluster, 'plain');
  await engine.init();

  const preview = await engine.run('preview', { program: 'plain' });
  check('a preview shows the objects that a value to come goes into', [...failed(preview), ...(preview.steps.some((s) => s.op === 'create' && s.name === 'second:plain/ConfigMap/of-the-account') ? [] : changed(preview))]);

  // What istiod does, while `up` waits for it.
  const filling = fill(cluster).then(() => [], (error: unknown) => [String(error)]);
  const up = await engine.run('up', { program: 'plain' });
  check('istiod\'s part is played', await filling);
  const uid = (await cluster.get('ServiceAccount', 'one', 'plain'))?.metadata.uid, data = (await cluster.get('ConfigMap', 'of-the-account', 'plain'))?.data;
  check('up puts the value where it was wanted', [...failed(up), ...(data?.uid === `uid:${uid}` ? [] : [`${JSON.stringify(data)} instead of ${uid}`])]);

  check('what istiod wrote is no difference', unchanged(await engine.run('up', { program: 'plain' }, ['--refresh'])));
  const labelled = await engine.run('up', { program: 'plain', label: 'b' });
  const hook = (await cluster.get(...WEBHOOK))?.webhooks[0];
  check('a change beside it is no conflict, and leaves it', [...only(labelled, 'update second:ValidatingWebhookConfiguration/as-of-a-chart metadata.labels.label'), ...(hook?.failurePolicy === 'Fail' && hook.clientConfig.caBundle ? [] : [JSON.stringify(hook)])]);

  const before = (await cluster.get('VirtualService', 'old', 'plain'))?.metadata.uid;
  const newer = await engine.run('up', { program: 'plain', label: 'b', apiVersion: 'networking.istio.io/v1' });
  const after = (await cluster.get('VirtualService', 'old', 'plain'))?.metadata.uid;
  check('a kind in another version is the same object', [...failed(newer), ...(before !== undefined && before === after ? [] : [`${before} became ${after}: ${changed(newer).join(', ')}`])]);
  const destroyed = await engine.run('destroy', { program: 'plain' });
  check('destroy', failed(destroyed));
  check('behind a gate: made after, deleted before', [...inOrder(up.done, 'early', 'late'), ...inOrder(destroyed.done, 'late', 'early')]);
}

/** All of one chart before all of the other. */
function inOrder(done: readonly string[], first: string, then: string): string[] {
  const at = (id: string): number[] => done.flatMap((name, i) => (name.startsWith(`third:plain/ConfigMap/${id}-`) ? [i] : []));
  const [a, b] = [at(first), at(then)];
  return a.length === 9 && b.length === 9 && Math.max(...a) < Math.min(...b) ? [] : [`${first} at ${a.join()}, ${then} at ${b.join()}`];
}

async function fill(cluster: RealCluster): Promise<void> {
  await cluster.waitFor('the webhook', async () => (await cluster.get(...WEBHOOK)) !== undefined, 280);
  const path = '/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations/as-of-a-chart?fieldManager=pilot-discovery';
  const object = await cluster.get(...WEBHOOK);
  object.webhooks[0].clientConfig.caBundle = readFileSync(join(cluster.folder, 'pki/ca.crt')).toString('base64');   // nobody calls: any will do
  object.webhooks[0].failurePolicy = 'Fail';
  const { status, body } = await cluster.api.call('PUT', path, object);
  if (status !== 200) throw new Error(JSON.stringify(body));
}
