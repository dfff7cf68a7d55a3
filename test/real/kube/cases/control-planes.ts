import { istioCrds } from '../../../../lib/control-plane/istio/base/crds';
import { ours, type Case } from '../../charts/case';
import { cases } from '../../charts/cases';
import type { SuiteContext } from '../../suite';
import type { KubeObject } from '../api';
import type { RealCluster } from '../cluster';
import { isWebhook } from '../install';
import { inventory, left } from './inventory';
import { appliesTwice, capped, refusals } from './twice';

/** What a cluster with Multus has: without its kind nothing of it can be applied. */
const multus = {
  apiVersion: 'apiextensions.k8s.io/v1', kind: 'CustomResourceDefinition', metadata: { name: 'network-attachment-definitions.k8s.cni.cncf.io' },
  spec: {
    group: 'k8s.cni.cncf.io', scope: 'Namespaced', names: { kind: 'NetworkAttachmentDefinition', plural: 'network-attachment-definitions' },
    versions: [{ name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: { type: 'object', properties: { spec: { type: 'object', properties: { config: { type: 'string' } } } } } } }],
  },
};
/** How many in CI; with `--full` all. */
const sample = 15;
/** Warnings of the server that a case is given for, by the case's name. One that does not come fails the suite. */
const meant: Readonly<Record<string, readonly [RegExp, string]>> = {
  'dual stack': [/"PreferClose" is deprecated/, 'a value that older clusters know, written as it is given'],
  'Services of gateways': [/spec.externalIPs is ignored for headless services/, 'a Service of the user with both, written as it is given'],
};

/** Control planes of every kind, those that are compared with the charts: accepted in the written order, applied again without a change, deleted clean. */
export async function controlPlaneCases(context: SuiteContext, cluster: RealCluster): Promise<void> {
  const crds = [...istioCrds(), multus];
  await cluster.apply(crds);
  const before = await inventory(cluster);
  const namespaces = new Set<string>();
  const chosen = context.full ? cases : cases.filter((_, i) => i % Math.ceil(cases.length / sample) === context.seed % Math.ceil(cases.length / sample));
  for (const one of chosen) {
    const objects = ours(one) as unknown as readonly KubeObject[];
    for (const { kind, metadata } of objects) {
      const name = kind === 'Namespace' ? metadata.name : metadata.namespace;
      if (name === undefined || namespaces.has(name)) continue;
      namespaces.add(name);
      if (!objects.some((object) => object.kind === 'Namespace' && object.metadata.name === name)) await cluster.apply([namespace(name)], { fieldManager: 'somebody-else' });
    }
    await judge(context, cluster, one, objects);
  }
  for (const name of Object.keys(meant)) context.check(`control plane ${name}: is a case`, cases.some((one) => one.name === name) ? [] : ['warnings of it are meant, and there is none of this name']);
  context.figure('control planes applied', chosen.length);
  const own = [...namespaces].filter((name) => !before.has(`v1 Namespace ${name}`));
  await cluster.delete(own.map(namespace));
  context.check('control planes: deleted clean', capped(left(before, await inventory(cluster))));
  await cluster.delete(crds);
}

async function judge(context: SuiteContext, cluster: RealCluster, { name, props }: Case, objects: readonly KubeObject[]): Promise<void> {
  // Webhooks for a try only: nobody runs here who would answer them.
  const expected = meant[name]?.[0];
  const applied = await appliesTwice(context, cluster, `control plane ${name}`, objects.filter((object) => !isWebhook(object)), { force: true, expected });
  if (expected !== undefined) context.check(`control plane ${name}: needs its exception`, applied.some(({ warnings }) => warnings.some((warning) => expected.test(warning))) ? [] : [`the server no longer warns of ${expected}`]);
  context.check(`control plane ${name}: webhooks accepted for a try`, refusals(await cluster.tryApply(objects.filter(isWebhook), { dryRun: true, force: true })));
  if (objects.some(({ kind }) => kind === 'ValidatingAdmissionPolicy')) await stableOnly(context, cluster, name, props.revision ?? 'default');
  await cluster.delete(objects.filter(({ kind }) => kind !== 'Namespace'));
}

const namespace = (name: string) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });

/** The admission policy is the API server's own work: it refuses without an istiod. */
async function stableOnly(context: SuiteContext, cluster: RealCluster, name: string, revision: string): Promise<void> {
  const object = (kind: string, apiVersion: string, spec: object) => ({ apiVersion, kind, metadata: { name: 'try', namespace: 'default', labels: { 'istio.io/rev': revision } }, spec });
  const filter = object('EnvoyFilter', 'networking.istio.io/v1alpha3', { configPatches: [] });
  const tried = async (one: object): Promise<string | undefined> => (await cluster.tryApply([one], { dryRun: true }))[0].message;
  await cluster.waitFor(`${name}: an EnvoyFilter to be refused`, async () => /is not a stable API/.test(await tried(filter) ?? ''), 15);
  const stable = await tried(object('AuthorizationPolicy', 'security.istio.io/v1', {}));
  context.check(`control plane ${name}: takes stable APIs only`, stable === undefined ? [] : [stable]);
}
