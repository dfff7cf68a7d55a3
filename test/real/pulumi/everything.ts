import type { RealCluster } from '../kube/cluster';
import type { SuiteContext } from '../suite';
import { Engine, type Outcome } from './engine';
import { changed, failed, only, unchanged } from './outcomes';

/** Istio and a mesh from one program, on an empty cluster: deployed, looked at again, changed, renamed, refused, destroyed. */
export async function everything({ check, figure }: SuiteContext, cluster: RealCluster): Promise<void> {
  const engine = new Engine(cluster, 'all');
  await engine.init();
  const before = await census(cluster);
  const run = async (what: string, command: Parameters<Engine['run']>[0], program: object = {}): Promise<Outcome> => {
    const outcome = await engine.run(command, { program: 'all', ...program });
    figure(`seconds: ${what}`, outcome.seconds.toFixed(1));
    return outcome;
  };

  const first = await run('preview, 60 resources, none there', 'preview');
  check('a first preview shows every object, though their kinds are not there yet', [...failed(first), ...(first.steps.filter((s) => s.op === 'create' && s.name.startsWith('all:')).length > 50 ? [] : ['too few objects'])]);

  const up = await run('up', 'up');
  check('up', failed(up));
  const at = (name: string): number => up.done.indexOf(`all:${name}`);
  check('each object after what it needs', [
    ['CustomResourceDefinition/virtualservices.networking.istio.io', 'istio-system/Deployment/istiod'], ['istio-system/ConfigMap/istio', 'istio-system/Deployment/istiod'],
    ['istio-system/Deployment/istiod', 'MutatingWebhookConfiguration/istio-sidecar-injector'], ['MutatingWebhookConfiguration/istio-sidecar-injector', 'shop/Deployment/web-v1'],
    ['ValidatingWebhookConfiguration/istio-validator-istio-system', 'shop/AuthorizationPolicy/allow-nothing'], ['shop/AuthorizationPolicy/allow-nothing', 'shop/Deployment/stock-v2'],
    ['shop/Deployment/stock-v2', 'shop/VirtualService/stock'],
  ].flatMap(([a, b]) => (at(a) >= 0 && at(a) < at(b) ? [] : [`${b} (${at(b)}) did not come after ${a} (${at(a)})`])));
  const pods = await cluster.list('Pod', 'shop');
  const proxied = (pod: any): boolean => [...pod.spec.containers, ...(pod.spec.initContainers ?? [])].some((c: any) => c.name === 'istio-proxy');
  check('no pod was made before it could be injected', [...(pods.length === 4 ? [] : [`${pods.length} pods`]), ...pods.filter((p) => !proxied(p)).map((p) => p.metadata.name as string)]);
  check('istiod has filled its webhooks', (await webhooks(cluster)).filter((w) => !w.clientConfig.caBundle).map((w) => w.name as string));

  check('a second preview is empty', unchanged(await run('preview of no change', 'preview')));
  check('refresh', failed(await run('refresh', 'refresh')));
  check('after a refresh too: what istiod wrote is no difference', unchanged(await run('preview after refresh', 'preview')));

  check('another weight is a change of one object', only(await run('up of one weight', 'up', { canary: 30 }), 'update all:shop/VirtualService/stock spec.http[0].route[0].weight spec.http[0].route[1].weight'));

  const uids = await identities(cluster);
  const refused = await run('up with a rename and a refused object', 'up', { canary: 30, name: 'everything', formerly: 'all', wrong: true });
  const said = refused.messages.filter((m) => m.severity === 'error' && m.name === 'everything:shop/VirtualService/wrong').map((m) => m.text).join('\n');
  check('an object that istiod refuses is an error that names it and says why', [...(refused.code === 0 ? ['it was not refused'] : []), ...(/admission webhook .* denied the request|must have/i.test(said) ? [] : [`it says: ${said || refused.text.slice(-600)}`])]);
  const repaired = await run('up without it', 'up', { canary: 30, name: 'everything', formerly: 'all' });
  check('the next up, without it, finds everything in order', [...failed(repaired), ...changed(repaired).filter((step) => !/^(delete|discard) .*wrong/.test(step))]);
  check('a renamed component keeps its objects', differences(uids, await identities(cluster)));

  const renamed = await run('up with a service of another name', 'up', { canary: 30, name: 'everything', formerly: 'all', stock: 'store' });
  const made = at2(renamed, 'create', 'shop/Deployment/store-v1'), gone = at2(renamed, 'delete', 'shop/Deployment/stock-v1');
  check('a renamed service is there before the old one goes', [...failed(renamed), ...(made >= 0 && made < gone ? [] : [`created at ${made}, deleted at ${gone}`])]);

  const destroyed = await run('destroy', 'destroy');
  check('destroy', failed(destroyed));
  check('nothing is left', differences(before, await census(cluster)));
}

const at2 = (o: Outcome, op: string, name: string): number => o.steps.findIndex((s) => s.op === op && s.name.endsWith(`:${name}`));

async function webhooks(cluster: RealCluster): Promise<any[]> {
  return [...await cluster.list('MutatingWebhookConfiguration'), ...await cluster.list('ValidatingWebhookConfiguration')].flatMap((c) => c.webhooks);
}

/** Kinds of which a deployment may leave something behind. */
const KINDS = ['Namespace', 'CustomResourceDefinition', 'ClusterRole', 'ClusterRoleBinding', 'MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration', 'Deployment', 'Service', 'ConfigMap', 'Secret', 'ServiceAccount', 'Role', 'RoleBinding'];
/** What istiod itself puts into every namespace, and leaves there: no program writes it. */
const OF_ISTIOD = /^istio-ca-(root-cert|crl)$/;
async function census(cluster: RealCluster): Promise<ReadonlyMap<string, string>> {
  const out = new Map<string, string>();
  for (const kind of KINDS) for (const o of await cluster.list(kind)) if (!OF_ISTIOD.test(o.metadata.name)) out.set(`${kind} ${o.metadata.namespace ?? ''}/${o.metadata.name}`, '');
  return out;
}

/** Objects of the mesh and the control plane, with what tells a kept one from a new one. */
async function identities(cluster: RealCluster): Promise<ReadonlyMap<string, string>> {
  const out = new Map<string, string>();
  for (const kind of ['VirtualService', 'AuthorizationPolicy', 'Deployment', 'Service', 'MutatingWebhookConfiguration']) for (const o of await cluster.list(kind)) out.set(`${kind} ${o.metadata.namespace ?? ''}/${o.metadata.name}`, o.metadata.uid);
  return out;
}

function differences(a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>): string[] {
  return [...[...a].filter(([k, v]) => b.get(k) !== v).map(([k]) => (b.has(k) ? `${k} is another` : `${k} is gone`)), ...[...b.keys()].filter((k) => !a.has(k)).map((k) => `${k} is new`)];
}
