import type { KubeObject } from './api';
import type { Applied, ApplyOptions } from './apply';
import type { RealCluster } from './cluster';

export const isWebhook = ({ kind }: KubeObject): boolean => kind === 'MutatingWebhookConfiguration' || kind === 'ValidatingWebhookConfiguration';

/**
 * Applies a control plane and what comes with it in the written order, as whoever applies it has to: webhooks when the Deployments before them are available, and what comes after
 * the webhooks when istiod has filled them.
 */
export async function install(cluster: RealCluster, objects: readonly KubeObject[], options?: ApplyOptions): Promise<readonly Applied[]> {
  const applied: Applied[] = [];
  const pending: KubeObject[] = [];
  for (const object of objects) {
    if (isWebhook(object)) await available(cluster, pending);
    else if (pending.some(isWebhook)) await filled(cluster, pending);
    applied.push(await insistent(cluster, object, options));
    if (object.kind === 'Deployment' || isWebhook(object)) pending.push(object);
  }
  await available(cluster, pending);
  await filled(cluster, pending);
  return applied;
}

/** kube-proxy learns of a ready istiod up to a second after everybody else: until then calls of its webhooks are refused, which is no verdict. */
async function insistent(cluster: RealCluster, object: KubeObject, options?: ApplyOptions): Promise<Applied> {
  for (let tries = 0; ; tries++) {
    const [applied] = await cluster.tryApply([object], options);
    if (tries === 50 || !/failed calling webhook .*connection refused/.test(applied.message ?? '')) return applied;
    await new Promise((done) => setTimeout(done, 100));
  }
}

/** Waits for the Deployments of the list, and strikes them off. */
async function available(cluster: RealCluster, pending: KubeObject[]): Promise<void> {
  for (const { kind, metadata } of take(pending, (object) => !isWebhook(object))) await cluster.waitFor(`Deployment ${metadata.namespace}/${metadata.name} to be rolled out`, async () => isRolledOut(await cluster.get(kind, metadata.name, metadata.namespace)), 90);
}

/** Waits until istiod has written its certificate into the webhooks of the list, and strikes them off. */
async function filled(cluster: RealCluster, pending: KubeObject[]): Promise<void> {
  for (const { kind, metadata } of take(pending, isWebhook)) {
    await cluster.waitFor(`${kind} ${metadata.name} to get its caBundle`, async () => ((await cluster.get(kind, metadata.name))?.webhooks ?? [{}]).every((webhook: any) => webhook.clientConfig?.caBundle), 30);
  }
}

function take(list: KubeObject[], is: (object: KubeObject) => boolean): readonly KubeObject[] {
  const taken = list.filter(is);
  list.splice(0, list.length, ...list.filter((object) => !is(object)));
  return taken;
}

function isRolledOut(deployment: any): boolean {
  const { observedGeneration, updatedReplicas = 0, availableReplicas = 0, replicas = 0 } = deployment?.status ?? {};
  return observedGeneration === deployment?.metadata.generation && updatedReplicas === replicas && availableReplicas >= Math.max(1, deployment.spec.replicas);
}
