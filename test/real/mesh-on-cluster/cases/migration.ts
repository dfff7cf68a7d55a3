import { MeshApp } from 'cdk8s-mesh';
import * as migration from '../../../../examples/migration/mesh';
import type { KubeObject } from '../../kube/api';
import { idOf } from '../../kube/apply';
import type { SuiteContext } from '../../suite';
import { legacy } from '../legacy';
import { asYaml, type Written, written } from '../programs';
import type { Stream } from '../program-output';
import type { Probe, RunningMesh } from '../running-mesh';

const steps = ['audit', 'permissive', 'strict', 'least-privilege'] as const;
const stepOf = (step: migration.Step): Written => {
  const app = new MeshApp();
  migration.build(app, step);
  return written(app.synthYaml());
};

const front = 'ingress/front', batch = 'outside/client', storefront = 'legacy/storefront', accounts = 'legacy/accounts', ledger = 'legacy/ledger';
const probes: readonly Probe[] = [
  { name: 'a declared call', input: { from: storefront, to: 'http://accounts:8080/accounts' } },
  { name: 'a path that nobody declared', input: { from: storefront, to: 'http://accounts:8080/admin' } },
  { name: 'gRPC', input: { from: accounts, to: 'grpc://ledger:7070/bank.Ledger/Book' } },
  { name: 'TCP', input: { from: ledger, to: 'tcp://database:5432' } },
  { name: 'a call that nobody declared', input: { from: storefront, to: 'grpc://ledger:7070/bank.Ledger/Book' } },
  { name: 'the ingress', input: { from: front, to: 'http://storefront.legacy:8080/' } },
  { name: 'a stranger', input: { from: 'rogue/rogue', to: 'http://storefront.legacy:8080/' } },
  { name: 'plaintext of the batch job', input: { from: batch, to: 'http://accounts.legacy.svc.cluster.local:8080/accounts' } },
  { name: 'plaintext of the batch job, where it has no business', input: { from: batch, to: 'http://accounts.legacy.svc.cluster.local:8080/accounts', method: 'DELETE' } },
  { name: 'plaintext', input: { from: batch, to: 'http://storefront.legacy.svc.cluster.local:8080/' } },
  { name: 'a host outside that nobody declared', input: { from: storefront, to: 'http://elsewhere.example.net/' } },
];

/** A namespace that has no mesh yet gets one, step by step, while requests go on: none is lost. `others` is what the cluster has besides. */
export async function migrationCases(context: SuiteContext, mesh: RunningMesh, others: string): Promise<void> {
  const { cluster } = mesh;
  let total = 0, gone = 0;
  const streams = new Map<string, { stop(): Promise<Stream> }>();
  const start = async (name: string, from: string, url: string): Promise<void> => { streams.set(name, await mesh.stream(from, { url, every: 5 })); };
  const stop = async (name: string): Promise<void> => {
    const { sent, lost, slowest } = await streams.get(name)!.stop();
    streams.delete(name);
    total += sent;
    gone += lost.length;
    context.log(`${name}: ${sent} requests, ${lost.length} lost, the slowest answer ${slowest} ms`);
    context.check(`migration: ${name}: none of its requests is lost`, [...(sent > 50 ? [] : [`only ${sent} were sent`]), ...lost.slice(0, 5).map((one) => `${new Date(one.at).toISOString()} ${JSON.stringify(one)}`)]);
  };

  // Before there is a mesh.
  await start('callers of the storefront', front, 'http://storefront.legacy:8080/');
  await start('the batch job', batch, 'http://accounts.legacy.svc.cluster.local:8080/accounts');
  let before: Written = { yaml: '', objects: [] };
  for (const step of steps) {
    const now = stepOf(step);
    if (step === 'least-privilege') await stop('the batch job'); // it has moved, the last of all
    await moveTo(mesh, before.objects, now.objects);
    before = now;
    if (step === 'audit') {
      await cluster.kubectl(['-n', 'legacy', 'rollout', 'restart', 'deployment']);
      await cluster.kubectl(['-n', 'legacy', 'rollout', 'status', 'deployment', '--timeout=90s']);
      await cluster.waitFor('pods without a proxy to be gone', async () => (await cluster.list('Pod', 'legacy')).every(({ spec }) => (spec.initContainers ?? []).some(({ name }: any) => name === 'istio-proxy')), 60);
      await start('storefront → accounts', storefront, 'http://accounts:8080/accounts');
      await start('accounts → ledger (gRPC)', accounts, 'grpc://ledger:7070/bank.Ledger/Book');
      await start('accounts → database (TCP)', accounts, 'tcp://database:5432');
    }
    // The label that the mesh adds is merged into the namespace that is there.
    mesh.knows(`${asYaml(merged([...legacy, ...now.objects]))}---\n${others}`);
    await Promise.all(probes.map(async (probe) => context.check(`migration, ${step}: ${probe.name}: ${mesh.simulate(probe.input).kind}`, await mesh.probe(probe))));
  }
  // And back, as somebody does in a hurry. Not to `audit`: policies that are only rehearsed again, one by one, leave for a moment nothing but the namespace's word, that nobody may call anybody (by way of AccessMode.OPEN none is lost).
  const back = stepOf('permissive');
  await moveTo(mesh, before.objects, back.objects);
  mesh.knows(`${asYaml(merged([...legacy, ...back.objects]))}---\n${others}`);
  await Promise.all(probes.map(async (probe) => context.check(`migration, back to permissive: ${probe.name}: ${mesh.simulate(probe.input).kind}`, await mesh.probe(probe))));
  for (const name of [...streams.keys()]) await stop(name);
  context.figure('requests during the migration', `${total}, ${gone} lost`);
}

/** What is written now is applied, then what is written no longer is deleted, the last first: as kubectl, Argo CD and Flux do it, with a pause after each as a slow one has. */
async function moveTo({ cluster }: RunningMesh, before: readonly KubeObject[], now: readonly KubeObject[]): Promise<void> {
  const pause = (): Promise<void> => new Promise((done) => { setTimeout(done, slowApplier); });
  for (const object of now) {
    const [{ change } = { change: 'unchanged' }] = await cluster.apply([object]);
    if (change !== 'unchanged') await pause();
  }
  const kept = new Set(now.map(idOf));
  for (const object of before.filter((one) => !kept.has(idOf(one))).reverse()) {
    await cluster.delete([object]);
    await pause();
  }
}

/** Milliseconds after an object: longer than istiod gathers changes, so that proxies see every state between two steps. */
const slowApplier = 250;

/** One object for each name, the last one's fields over the first one's. */
function merged(objects: readonly any[]): readonly object[] {
  const all = new Map<string, any>();
  for (const object of objects) {
    const id = idOf(object), known = all.get(id);
    all.set(id, known === undefined ? object : { ...known, ...object, metadata: { ...known.metadata, ...object.metadata, labels: { ...known.metadata.labels, ...object.metadata.labels } } });
  }
  return [...all.values()];
}
