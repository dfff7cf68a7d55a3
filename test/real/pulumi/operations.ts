import { readFileSync } from 'node:fs';
import type { RealCluster } from '../kube/cluster';
import type { SuiteContext } from '../suite';
import { Engine, type Outcome } from './engine';
import { failed, only } from './outcomes';
import type { Part } from './program/objects';

type Meta = Readonly<Record<string, unknown>>;
const namespace = (name: string): object => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
const configMap = (name: string, a: string, more: Meta = {}, where = 'ops'): object => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace: where, ...more }, data: { a } });
const deployment = (labels: object, where = 'ops'): object => ({ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web', namespace: where }, spec: { replicas: 0, selector: { matchLabels: labels }, template: { metadata: { labels }, spec: { containers: [{ name: 'c', image: 'registry.example.com/web:1' }] } } } });
const service = (more: object = {}): object => ({ apiVersion: 'v1', kind: 'Service', metadata: { name: 'web', namespace: 'ops' }, spec: { selector: { app: 'web' }, ports: [{ port: 80 }], ...more } });
// It never ends, so it is ready when it is there; `skipAwait` would not wait for its end either, and the next one would meet it.
const job = (image: string): object => ({
  apiVersion: 'batch/v1', kind: 'Job', metadata: { name: 'job', namespace: 'ops', annotations: { 'pulumi.com/waitFor': 'jsonpath={.spec.suspend}=true' } }, spec: { suspend: true, template: { metadata: { labels: { app: 'job' } }, spec: { restartPolicy: 'Never', containers: [{ name: 'c', image }] } } },
});
const route = (weight: number): object => ({
  apiVersion: 'networking.istio.io/v1', kind: 'VirtualService', metadata: { name: 'web', namespace: 'ops' },
  spec: { hosts: ['web'], http: [{ route: [{ destination: { host: 'web', subset: 'a' }, weight }, { destination: { host: 'web', subset: 'b' }, weight: 100 - weight }] }] },
});

/** Objects that were there before, and are written here as they are, or otherwise. */
const adopted = [namespace('adopted'), configMap('same', '1', {}, 'adopted'), deployment({ app: 'web' }, 'adopted')];
const other = (a: string): object => configMap('other', a, {}, 'adopted');
const before = (kubeconfig: string): readonly Part[] => [{ name: 'adopted', objects: adopted }, { name: 'taken', after: ['adopted'], conflicts: 'overwrite', kubeconfig, identifier: 'this-one', objects: [other('ours')] }];

/** A kind of the program's own, and the first object of it. */
const custom = [
  {
    apiVersion: 'apiextensions.k8s.io/v1', kind: 'CustomResourceDefinition', metadata: { name: 'things.example.com' },
    spec: { group: 'example.com', scope: 'Namespaced', names: { kind: 'Thing', plural: 'things' }, versions: [{ name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: { type: 'object', properties: { spec: { type: 'object', properties: { size: { type: 'integer' } } } } } } }] },
  },
  { apiVersion: 'example.com/v1', kind: 'Thing', metadata: { name: 'first', namespace: 'ops' }, spec: { size: 1 } },
];

const PASSWORD = 'swordfish';
const ops = ({ config = '1', labels = {}, address = {}, image = 'registry.example.com/job:1' } = {}): Part => ({
  name: 'ops', conflicts: 'overwrite', transform: 'of-the-program', secret: PASSWORD,
  objects: [
    ...custom, namespace('ops'), configMap('config', config), configMap('deleted', 'SECRET'), configMap('held', '1', { finalizers: ['example.com/hold'] }), deployment({ app: 'web', ...labels }), service(address), job(image), route(10),
    { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'secret', namespace: 'ops' }, stringData: { password: 'SECRET' } },
  ],
  options: { 'ops:ops/ConfigMap/held': { customTimeouts: { delete: '3s' } } },
});
const WEIGHTS = 'ops:ops/VirtualService/web spec.http[0].route[0].weight spec.http[0].route[1].weight';

/** What those meet who run it for long: objects that are there already, hands, fields that cannot change, a cluster that is away, finalizers. Istio's definitions have to be there. */
export async function operations({ check }: SuiteContext, cluster: RealCluster): Promise<void> {
  const engine = new Engine(cluster, 'ops');
  await engine.init();
  let kubeconfig = readFileSync(cluster.kubeconfig, 'utf8');
  const run = (command: Parameters<Engine['run']>[0], part: Part, flags: readonly string[] = []): Promise<Outcome> => engine.run(command, { program: 'objects', parts: [...before(kubeconfig), part] }, flags);

  for (const o of [...adopted, other('theirs')]) await cluster.kubectl(['apply', '-f', '-'], JSON.stringify(o));
  const uids = await identities(cluster), up = await run('up', ops());
  check('what kubectl applied is taken over as it is, and with other values where the program says so', [...failed(up), ...is('objects', await identities(cluster), uids), ...is('the value', (await cluster.get('ConfigMap', 'other', 'adopted'))?.data.a, 'ours')]);
  const reached = await Promise.all([['ConfigMap', 'config'], ['Service', 'web'], ['VirtualService', 'web'], ['Secret', 'secret']].map(async ([kind, name]) => (await cluster.get(kind, name, 'ops'))?.metadata.annotations?.transform));
  check('a transform reaches every object', reached.flatMap((r) => is('the annotation', r, 'of-the-program')));
  check('a kind and its first object come in one run', [...is('its size', (await cluster.get('Thing', 'first', 'ops', 'example.com/v1'))?.spec.size, 1)]);
  const state = await engine.state(), hidden = [PASSWORD, Buffer.from(PASSWORD).toString('base64')];
  check('a secret input is in the cluster, and neither in what is printed nor in the state', [...is('data', (await cluster.get('ConfigMap', 'deleted', 'ops'))?.data.a, PASSWORD), ...hidden.flatMap((h) => [up.text, state].flatMap((text) => is('in what is kept', text.includes(h), false)))]);

  const providers = new Map((JSON.parse(state).deployment.resources as readonly { readonly urn: string; readonly provider?: string }[]).map((r) => [r.urn.split('::').pop(), r.provider?.split('::')[3]]));
  check('each component has the provider that it was given', [...is('taken', providers.get('taken:adopted/ConfigMap/other'), 'taken'), ...is('adopted', providers.get('adopted:adopted/ConfigMap/same')?.startsWith('default'), true)]);

  const hand = [0, 1].map((i) => ({ op: 'replace', path: `/spec/http/0/route/${i}/weight`, value: 50 }));
  await cluster.kubectl(['patch', 'virtualservice', 'web', '-n', 'ops', '--type=json', '--field-manager=kubectl-edit', '-p', JSON.stringify(hand)]);
  for (const who of ['kubectl-edit', 'other-tool']) await cluster.kubectl(['patch', 'configmap', 'config', '-n', 'ops', '--type=merge', `--field-manager=${who}`, '-p', JSON.stringify({ data: { [who]: 'added' } })]);
  await cluster.kubectl(['delete', 'configmap', 'deleted', '-n', 'ops']);
  const refused = await run('preview', { ...ops(), conflicts: undefined }, ['--refresh']);
  const message = refused.messages.find((m) => m.name === 'ops:ops/VirtualService/web')?.text ?? refused.text;
  check('a field that a hand has changed is refused by name, unless the program takes it', [...is('refused', refused.code !== 0, true), ...(/conflict with "kubectl-edit".*\.spec\.http/s.test(message) ? [] : [message])]);

  const next = ops({ config: '2', labels: { tier: 'front' }, address: { clusterIP: 'None' }, image: 'registry.example.com/job:2' });
  const replaced = (what: string): string[] => [`replace ${what}`, `create-replacement ${what}`, `delete-replaced ${what.split(' ')[0]}`];
  kubeconfig = kubeconfig.replace(/"server":"([^"]*)"/, '"server":"$1/"');   // the same place, written otherwise
  check('what hands have done is seen and undone; what cannot change is made anew; a ConfigMap is changed; another address of a known cluster changes no object', only(
    await run('up', next, ['--refresh']), `update ${WEIGHTS}`, 'update taken kubeconfig', 'create ops:ops/ConfigMap/deleted', 'update ops:ops/ConfigMap/config data.a', ...replaced('ops:ops/Service/web spec.clusterIP'),
    ...replaced('ops:ops/Deployment/web spec.selector.matchLabels.tier spec.template.metadata.labels.tier'), ...replaced('ops:ops/Job/job spec.template.spec.containers[0].image'),
  ));

  check('what kubectl has added goes with the next change of the object, what other tools have added stays', is('data', JSON.stringify((await cluster.get('ConfigMap', 'config', 'ops'))?.data), JSON.stringify({ a: '2', 'other-tool': 'added' })));

  await away(cluster, async () => {
    const outcome = await run('up', ops());
    check('a cluster that does not answer is an error that says so', outcome.code !== 0 && outcome.messages.some((m) => /cluster is unreachable/.test(m.text)) ? [] : [outcome.text.slice(-800)]);
  });

  const held = await run('destroy', next);
  check('a finalizer that nobody takes away is an error that names it, in its time', held.code !== 0 && held.messages.some((m) => m.name === 'ops:ops/ConfigMap/held' && m.text.includes('example.com/hold')) ? [] : [held.text.slice(-800)]);
  await cluster.kubectl(['patch', 'configmap', 'held', '-n', 'ops', '--type=merge', '-p', '{"metadata":{"finalizers":null}}']);
  check('then the rest goes, but for definitions', [...failed(await run('destroy', next)), ...is('the definition', (await cluster.get('CustomResourceDefinition', 'things.example.com')) !== undefined, true)]);
}

/** While nobody inside of the cluster reaches its API server. */
async function away(cluster: RealCluster, meanwhile: () => Promise<void>): Promise<void> {
  const rule = ['OUTPUT', '-p', 'tcp', '--dport', '6443', '-j', 'REJECT', '--reject-with', 'tcp-reset'];
  await cluster.run(['iptables', '-I', ...rule]);
  try { await meanwhile(); } finally { await cluster.run(['iptables', '-D', ...rule]); }
}

async function identities(cluster: RealCluster): Promise<string> {
  return JSON.stringify(await Promise.all([['Namespace', 'adopted'], ['ConfigMap', 'same', 'adopted'], ['ConfigMap', 'other', 'adopted'], ['Deployment', 'web', 'adopted']].map(async ([kind, name, where]) => (await cluster.get(kind, name, where))?.metadata.uid)));
}

const is = <T>(what: string, found: T, wanted: T): string[] => (found === wanted ? [] : [`${what}: ${String(found)} instead of ${String(wanted)}`]);
