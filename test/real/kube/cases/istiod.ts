import { App } from 'cdk8s';
import { CertificateAuthority, IstioControlPlane } from '../../../../lib/control-plane/istio';
import type { KubeObject } from '../../mesh/cluster';
import type { SuiteContext } from '../../suite';
import type { RealCluster } from '../cluster';
import { otherAuthorities, TestAuthority } from './authorities';
import { appliesUnchanged, refusals } from './twice';

const namespace = 'istio-system';
const route = (hosts: readonly string[]) => ({ apiVersion: 'networking.istio.io/v1', kind: 'VirtualService', metadata: { name: 'try', namespace: 'default' }, spec: { hosts, http: [{ route: [{ destination: { host: 'a' } }] }] } });
const good = route(['a']), bad = route(['a', 'a']);
/** Nothing is stored, everything is asked. */
const refusal = async (cluster: RealCluster, object: object): Promise<string | undefined> => (await cluster.tryApply([object], { dryRun: true }))[0]!.message;

/** What istiod writes into its webhooks, and what becomes of it when everything is applied again; a CA that is plugged in; APIs that are not stable. See docs/decisions/0004-webhooks-of-istiod.md. */
export async function istiodCases(context: SuiteContext, cluster: RealCluster): Promise<void> {
  const plane = new IstioControlPlane(new App(), 'istio', { profile: 'dev', stableApisOnly: true, ca: CertificateAuthority.secret() });
  const objects = plane.toJson() as KubeObject[];
  context.check('istiod: accepted in one go', refusals(await cluster.tryApply(objects)));
  await waitsForItsCa(context, cluster);
  await cluster.waitFor('the certificate in all webhooks', async () => (await webhooks(cluster)).every(({ webhooks: all }) => all.every((w: any) => w.clientConfig.caBundle)));
  await cluster.waitFor('validation to be reached', async () => (await refusal(cluster, good)) === undefined);
  await closed(context, cluster, 'istiod is ready');
  await appliesUnchanged(context, cluster, 'istiod has written its fields', objects);
  await appliesUnchanged(context, cluster, 'istiod has written its fields, with force', objects, { force: true });
  await closed(context, cluster, 'all is applied again');
  await unstable(context, cluster);

  await cluster.kubectl(['-n', namespace, 'scale', 'deployment/istiod', '--replicas=0']);
  await cluster.waitFor('istiod to be gone', async () => (await cluster.list('Pod', namespace)).length === 0);
  await cluster.tryApply(objects.filter(({ kind }) => kind === 'ValidatingWebhookConfiguration'), { force: true });
  const away = await refusal(cluster, bad);
  context.check('an invalid object is refused while istiod is away, and its webhooks are applied again', away === undefined ? ['it is stored'] : []);
  await otherAuthorities(context, cluster);
  await cluster.delete([...objects, { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'cacerts', namespace } }], 60);
}

const webhooks = async (cluster: RealCluster): Promise<readonly any[]> => [...await cluster.list('ValidatingWebhookConfiguration'), ...await cluster.list('MutatingWebhookConfiguration')];

async function closed(context: SuiteContext, cluster: RealCluster, when: string): Promise<void> {
  const said = (await cluster.list('ValidatingWebhookConfiguration')).filter(({ webhooks: [w] }) => w.failurePolicy !== 'Fail').map(({ metadata }) => `${metadata.name} is open`);
  context.check(`${when}: validation is closed`, said);
  const words = await refusal(cluster, bad);
  context.check(`${when}: istiod refuses what no schema forbids`, /duplicate hosts/.test(words ?? '') ? [] : [String(words)]);
}

/** Until the Secret is there the pod does not start, and nothing invalid gets in; then proxies trust its root. */
async function waitsForItsCa(context: SuiteContext, cluster: RealCluster): Promise<void> {
  await cluster.waitFor("istiod's pod", async () => (await cluster.list('Pod', namespace)).length > 0);
  await new Promise((done) => setTimeout(done, 2000));
  const [pod] = await cluster.list('Pod', namespace);
  context.check('without the keys of its CA istiod does not start', pod.status?.phase === 'Pending' ? [] : [`its pod is ${pod.status?.phase}`]);
  context.check('before istiod is ready nothing gets in unseen', (await refusal(cluster, bad)) === undefined ? ['an invalid object is stored'] : []);
  const authority = new TestAuthority('plugged-in');
  const { root: certificate, key } = authority;
  authority.close();
  const data = { 'ca-cert.pem': certificate, 'ca-key.pem': key, 'cert-chain.pem': certificate, 'root-cert.pem': certificate };
  await cluster.apply([{ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'cacerts', namespace }, stringData: data }]);
  await cluster.waitForCondition('Deployment', 'istiod', 'Available', namespace);
  // An istiod before this one may have left its own there.
  const trusted = async () => (await cluster.get('ConfigMap', 'istio-ca-root-cert', 'default'))?.data['root-cert.pem'].trim() === certificate.trim();
  const problems = await cluster.waitFor('the root certificate in the namespaces', trusted, 10).then(() => [], (error: Error) => [error.message]);
  context.check('proxies trust the CA that is plugged in', problems);
}

const telemetry = (spec: object) => ({ apiVersion: 'telemetry.istio.io/v1', kind: 'Telemetry', metadata: { name: 'try', namespace: 'default' }, spec });
const authorization = (spec: object) => ({ apiVersion: 'security.istio.io/v1', kind: 'AuthorizationPolicy', metadata: { name: 'try', namespace: 'default' }, spec });
const STABLE = [telemetry({ metrics: [{ providers: [{ name: 'prometheus' }] }] }), telemetry({}), authorization({}), authorization({ rules: [{ from: [{ source: { principals: ['*'] } }] }] })];
const UNSTABLE = [
  { apiVersion: 'networking.istio.io/v1alpha3', kind: 'EnvoyFilter', metadata: { name: 'try', namespace: 'default' }, spec: { configPatches: [] } },
  telemetry({ metrics: [{ reportingInterval: '5s' }] }), authorization({ rules: [{ from: [{ source: { trustDomains: ['a'] } }] }] }),
];
async function unstable(context: SuiteContext, cluster: RealCluster): Promise<void> {
  for (const object of STABLE) { const words = await refusal(cluster, object); context.check(`stable: ${object.kind} ${JSON.stringify(object.spec)} is taken`, words === undefined ? [] : [words]); }
  for (const object of UNSTABLE) { const words = await refusal(cluster, object); context.check(`not stable: ${object.kind} ${JSON.stringify(object.spec)} is refused, with the reason`, /stableApisOnly/.test(words ?? '') ? [] : [String(words)]); }
}
