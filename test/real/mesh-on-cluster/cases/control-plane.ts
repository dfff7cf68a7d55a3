import type { KubeObject } from '../../kube/api';
import type { RealCluster } from '../../kube/cluster';
import type { SuiteContext } from '../../suite';

/** istiod, as it was written: as many pods as the profile says, webhooks that it has filled and that are closed, and a refusal with its reason. */
export async function controlPlaneCases(context: SuiteContext, cluster: RealCluster, profile: 'production' | 'dev'): Promise<void> {
  const wanted = profile === 'production' ? 2 : 1;
  const istiod = (): Promise<any> => cluster.get('Deployment', 'istiod', 'istio-system');
  // An autoscaler looks every 15 s.
  await cluster.waitFor('istiods', async () => { const { spec, status } = await istiod(); return spec.replicas === wanted && status.readyReplicas === wanted; }, 45).catch(() => {});
  const { spec, status } = await istiod();
  context.check(`${profile}: ${wanted} istiod${wanted > 1 ? 's are' : ' is'} ready`, spec.replicas === wanted && status.readyReplicas === wanted ? [] : [`${spec.replicas} wanted, ${status.readyReplicas} ready`]);

  const injectors = await cluster.list('MutatingWebhookConfiguration'), validators = await cluster.list('ValidatingWebhookConfiguration');
  const named = [...injectors, ...validators].flatMap(({ metadata, webhooks }) => webhooks.map((webhook: any) => ({ ...webhook, of: `${metadata.name} ${webhook.name}` })));
  context.check(`${profile}: istiod has filled its webhooks`, named.filter(({ clientConfig }) => !clientConfig.caBundle).map(({ of }) => `${of} has no caBundle`));
  context.check(`${profile}: webhooks are closed`, named.filter(({ failurePolicy }) => failurePolicy !== 'Fail').map(({ of, failurePolicy }) => `${of}: ${failurePolicy}`));
  const fields = validators.flatMap(({ metadata }) => metadata.managedFields.filter((entry: any) => entry.manager === 'pilot-discovery' && JSON.stringify(entry.fieldsV1).includes('failurePolicy')).map(() => `${metadata.name}: istiod has written failurePolicy`));
  context.check(`${profile}: istiod had no reason to write failurePolicy`, fields);

  const bad: KubeObject = { apiVersion: 'networking.istio.io/v1', kind: 'VirtualService', metadata: { name: 'bad', namespace: 'default' }, spec: { hosts: ['a', 'a'], http: [{ route: [{ destination: { host: 'a' } }] }] } };
  const words = await refusal(cluster, bad);
  context.log(`istiod about a bad VirtualService: ${words ?? 'nothing'}`);
  context.check(`${profile}: istiod refuses a bad VirtualService`, /duplicate hosts/.test(words ?? '') ? [] : [words ?? 'it is stored']);
}

/** Its verdict; kube-proxy may need a moment to find the webhook. */
async function refusal(cluster: RealCluster, object: KubeObject): Promise<string | undefined> {
  for (let tries = 0; ; tries++) {
    const [applied] = await cluster.tryApply([object], { dryRun: true });
    if (tries === 100 || !/failed calling webhook/.test(applied!.message ?? '')) return applied!.message;
  }
}

/** Pods are what our template makes of them. */
export async function injectionCases(context: SuiteContext, cluster: RealCluster): Promise<void> {
  const [pod] = (await cluster.list('Pod', 'bookinfo')).filter(({ metadata }) => metadata.name.startsWith('details-v1-'));
  const proxy = pod.spec.initContainers.find(({ name }: any) => name === 'istio-proxy'), init = pod.spec.initContainers.find(({ name }: any) => name === 'istio-init');
  const restricted = proxy?.securityContext;
  context.check('a pod has the proxy of our template', [
    ...(proxy?.restartPolicy === 'Always' ? [] : ['the proxy is no native sidecar']), ...(init === undefined ? ['nothing captures its traffic'] : []),
    ...(/^registry\.istio\.io\/release\/proxyv2:1\.31\.\d+$/.test(proxy?.image) ? [] : [`its image is ${proxy?.image}`]),
    ...(restricted?.seccompProfile?.type === 'RuntimeDefault' && restricted.runAsNonRoot && !restricted.allowPrivilegeEscalation ? [] : [`it is not restricted: ${JSON.stringify(restricted)}`]),
  ]);
  const [gateway] = (await cluster.list('Pod', 'istio-ingress')).filter(({ metadata }) => metadata.name.startsWith('istio-ingress-'));
  const [only] = gateway.spec.containers;
  context.check('a gateway\'s pod gets its image', gateway.spec.containers.length === 1 && /proxyv2/.test(only.image) ? [] : [gateway.spec.containers.map(({ name, image }: any) => `${name}: ${image}`).join()]);
}
