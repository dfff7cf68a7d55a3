import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { KubeObject } from '../../mesh/cluster';
import type { SuiteContext } from '../../suite';
import { idOf } from '../apply';
import type { RealCluster } from '../cluster';
import { install } from '../install';
import { tryPod } from './injected';
import { inventory, left } from './inventory';
import { withoutCni } from './pod-security';
import { appliesUnchanged, capped, refusals } from './twice';
import { first, second, type Step, tag, upgrade } from './upgrade-program';

/** A control plane with a mesh, its upgrade by a second revision and a tag, and its removal. */
export async function upgradeCases(context: SuiteContext, cluster: RealCluster): Promise<void> {
  const outdir = mkdtempSync(join(tmpdir(), 'mesh-'));
  try {
    const before = await inventory(cluster);
    const written = (step: Step): readonly KubeObject[] => upgrade(step, outdir);
    const started = Date.now();
    const one = await stepTo(context, cluster, 'one revision', written('first'));
    context.figure('control plane, gateway and mesh up, s', ((Date.now() - started) / 1000).toFixed(1));
    await serves(context, cluster, { labelled: tag, by: first });
    await validates(context, cluster, 'one revision');

    const both = await stepTo(context, cluster, 'a second revision beside it', written('both'), one);
    await serves(context, cluster, { labelled: tag, by: first });
    await serves(context, cluster, { labelled: second, by: second });

    const moved = await stepTo(context, cluster, 'the tag moved', written('moved'), both);
    await serves(context, cluster, { labelled: tag, by: second });
    await serves(context, cluster, { labelled: first, by: first });

    const two = await stepTo(context, cluster, 'the first revision removed', written('second'), moved);
    await serves(context, cluster, { labelled: tag, by: second });
    await validates(context, cluster, 'the first revision removed');
    context.check('the first revision removed: nothing carries its name', capped([...await inventory(cluster)].filter((id) => id.includes(first) && !id.includes(`pods-${first}`))));

    await withoutCni(context, cluster, tag);

    await cluster.delete([...two, ...tried.map((label) => namespaceOf(label))], 60);
    const after = left(before, await inventory(cluster));
    context.check('control plane, gateway and mesh: deleted clean', capped(after.filter((id) => !leftByIstio.test(id))));
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

/** istiod puts its root certificate and its list of revoked certificates into every namespace, also into those that stay, and takes them away from none. */
const leftByIstio = /^v1 ConfigMap [^/]+\/istio-ca-(root-cert|crl)$/;

/** From what was written before to what is written now: applied in order, then what is no longer written is deleted. Changed is only what differs in the writing. */
async function stepTo(context: SuiteContext, cluster: RealCluster, name: string, objects: readonly KubeObject[], before: readonly KubeObject[] = []): Promise<readonly KubeObject[]> {
  const was = new Map(before.map((object) => [idOf(object), JSON.stringify(object)]));
  const applied = await install(cluster, objects);
  context.check(`${name}: ${objects.length} objects accepted`, refusals(applied));
  context.check(`${name}: no warning of the server`, capped(applied.flatMap(({ id, warnings }) => warnings.map((warning) => `${id}: ${warning}`))));
  const expected = (object: KubeObject) => { const text = was.get(idOf(object)); return text === undefined ? 'created' : text === JSON.stringify(object) ? 'unchanged' : 'changed'; };
  const odd = applied.filter(({ change }, i) => change !== 'refused' && change !== expected(objects[i]));
  context.check(`${name}: what changes is what is written differently`, capped(odd.map(({ id, change }) => `${id}: ${change}`)));
  const now = new Set(objects.map(idOf));
  await cluster.delete(before.filter((object) => !now.has(idOf(object))), 60);
  await appliesUnchanged(context, cluster, name, objects);
  return objects;
}

const tried = [tag, first, second];
const namespaceOf = (label: string) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: `pods-${label}`, labels: { 'istio.io/rev': label } } });

/** A new pod of a namespace with this label gets the proxy of that revision. */
async function serves(context: SuiteContext, cluster: RealCluster, { labelled, by }: { readonly labelled: string; readonly by: string }): Promise<void> {
  const namespace = namespaceOf(labelled);
  await cluster.apply([namespace]);
  const { refused, revision, containers } = await tryPod(cluster, namespace.metadata.name);
  const problems = refused !== undefined ? [refused] : revision === by && containers.includes('istio-proxy') ? [] : [`injected by ${revision}: ${containers.join(', ')}`];
  context.check(`a pod of a namespace labelled ${labelled} gets its proxy from ${by}`, problems);
}

/** istiod's own admission is asked: it refuses what no schema forbids. */
async function validates(context: SuiteContext, cluster: RealCluster, name: string): Promise<void> {
  const routes = (weights: readonly number[]) => ({
    apiVersion: 'networking.istio.io/v1', kind: 'VirtualService', metadata: { name: 'try', namespace: 'shop' },
    spec: { hosts: ['web'], http: [{ route: weights.map((weight) => ({ destination: { host: 'web' }, weight })) }] },
  });
  const [good] = await cluster.tryApply([routes([80, 20])], { dryRun: true });
  const [bad] = await cluster.tryApply([routes([0, 0])], { dryRun: true });
  context.check(`${name}: istiod's webhook lets a good object in`, good.change === 'refused' ? [good.message!] : []);
  context.check(`${name}: istiod's webhook refuses a bad one`, bad.change === 'refused' && /admission webhook .* denied/.test(bad.message ?? '') ? [] : [`${bad.change}: ${bad.message}`]);
}
