import { install } from '../../kube/install';
import { idOf } from '../../kube/apply';
import type { SuiteContext } from '../../suite';
import { nextRevision } from '../control-plane';
import type { Outside } from '../outside';
import type { Written } from '../programs';
import type { Stream } from '../program-output';
import type { RunningMesh } from '../running-mesh';

const issuer = 'https://id.example.com';

/** A second istiod, and the tag moved to it: gateway and shop get its proxies while requests go on, between old proxies and new ones, and none is lost. */
export async function upgradeCase(context: SuiteContext, mesh: RunningMesh, outside: Outside, steps: readonly [before: Written, beside: Written, moved: Written]): Promise<void> {
  const { cluster } = mesh;
  const edge = { connect: 'istio-ingress.istio-ingress', ca: outside.authorityText, every: 5 };
  const streams: readonly (readonly [string, { stop(): Promise<Stream> }])[] = [
    ['in by the gateway to web', await mesh.stream('outside/client', { ...edge, url: 'https://shop.example.com/' })],
    ['in by the gateway to checkout', await mesh.stream('outside/client', { ...edge, url: 'https://shop.example.com/webhooks', headers: { authorization: `Bearer ${outside.token({ iss: issuer, sub: 'ann' })}` } })],
    ['a job to charge', await mesh.stream('vault/settle', { url: 'http://charge:8080/settlements', method: 'POST', every: 5 })],
    ['inside of Bookinfo', await mesh.stream('bookinfo/productpage-v1', { url: 'http://details:9080/details/0', every: 5 })],
  ];
  for (let i = 1; i < steps.length; i++) {
    const known = new Map(steps[i - 1]!.objects.map((object) => [idOf(object), JSON.stringify(object)]));
    const applied = await install(cluster, steps[i]!.objects.filter((object) => known.get(idOf(object)) !== JSON.stringify(object)));
    context.check(`upgrade, step ${i}: accepted`, applied.filter(({ change }) => change === 'refused').map(({ id, message }) => `${id}: ${message}`));
  }
  // The shop's pods, at a time that its owner chooses.
  await cluster.kubectl(['-n', 'storefront', 'rollout', 'restart', 'deployment']);
  await Promise.all(['storefront', 'istio-ingress'].map(async (namespace) => {
    for (const { metadata } of await cluster.list('Deployment', namespace)) await cluster.kubectl(['-n', namespace, 'rollout', 'status', `deployment/${metadata.name}`, '--timeout=90s']);
  }));
  const isOld = ({ metadata }: any): boolean => JSON.parse(metadata.annotations?.['sidecar.istio.io/status'] ?? '{}').revision !== nextRevision;
  const moved = async (): Promise<readonly any[]> => [...await cluster.list('Pod', 'storefront'), ...await cluster.list('Pod', 'istio-ingress')].filter(({ metadata }) => !metadata.name.startsWith('zookeeper-'));
  const problems = await cluster.waitFor('pods with proxies of the old revision to be gone', async () => !(await moved()).some(isOld), 60).then(() => [], (error: Error) => [error.message]);
  context.check('upgrade: gateway and shop have proxies of the next revision', [...problems, ...(await moved()).filter(isOld).map(({ metadata }) => metadata.name)]);
  let sent = 0, gone = 0;
  for (const [name, stream] of streams) {
    const { sent: n, lost, slowest } = await stream.stop();
    sent += n;
    gone += lost.length;
    context.log(`upgrade: ${name}: ${n} requests, ${lost.length} lost, the slowest answer ${slowest} ms`);
    context.check(`upgrade: ${name}: no request is lost`, [...(n > 50 ? [] : [`only ${n} were sent`]), ...lost.slice(0, 5).map((one) => `${new Date(one.at).toISOString()} ${JSON.stringify(one)}`)]);
  }
  context.figure('requests during the upgrade', `${sent}, ${gone} lost`);
}
