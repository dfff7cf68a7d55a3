import { singles, sample } from '../../../manifests/built-in/corpus';
import { differences, ours, type Judge } from '../../../manifests/built-in/compare';
import { envelopes } from '../../../manifests/built-in/envelopes';
import { explanations, type Explanation } from '../../../manifests/built-in/explained';
import { madeOf } from '../../../manifests/built-in/made-of';
import type { Mutant } from '../../../manifests/built-in/mutate';
import { probes } from '../../../manifests/built-in/probes';
import { type Seed, seeds } from '../../../manifests/built-in/seeds';
import { recordVerdicts, type Verdict } from '../../../manifests/built-in/verdicts';
import type { Manifest } from '../../../../lib/manifests/manifest';
import type { SuiteContext } from '../../suite';
import type { KubeObject } from '../api';
import type { RealCluster } from '../cluster';
import { emittedSeeds } from './emitted-seeds';
import { capped } from './twice';

/** How many objects are judged at once. */
const atOnce = 8;

/** Our validation of Kubernetes' own kinds gives the API server's verdicts on mutants of every kind, and of what we write ourselves. */
export async function builtInCases(context: SuiteContext, cluster: RealCluster): Promise<void> {
  await cluster.waitFor('the default namespace', async () => (await cluster.get('Namespace', 'default')) !== undefined);
  const emitted = emittedSeeds(context.full);
  const origins = [...seeds, ...emitted];
  const sound = await askAll(cluster, origins.flatMap((origin) => [origin, ...madeOf(origin.manifest).map((manifest) => ({ name: `${manifest.kind} of ${origin.name}`, manifest }))]));
  context.check('built-in kinds: what mutants are made of is taken, and what is made of that', capped(sound.filter(([, verdict]) => verdict !== '.').map(([{ name }]) => name)));
  const judged = context.record ? await recorded(cluster) : await askAll(cluster, mutants(context, emitted));
  const used = new Set<Explanation>();
  context.check(`built-in kinds: verdicts on ${judged.length} mutants are the API server's`, capped(differences(judged, ours, used).map(({ name, theirs }) => `${name}: ${theirs === '.' ? 'taken there, refused here' : 'refused there, taken here'}`)));
  if (context.full) context.check('built-in kinds: every exception is needed', explanations.filter((one) => !used.has(one)).map(({ why }) => why));
  lies(context, judged);
  context.figure('mutants of built-in kinds', judged.length);
  context.figure('mutants of built-in kinds that the server refuses', judged.filter(([, verdict]) => verdict === 'x').length);
}

/** A share of all changes that is judged within seconds; with `--full` all of them, half as many double ones, and more texts by chance. */
function mutants({ full, seed }: SuiteContext, emitted: readonly Seed[]): readonly Mutant[] {
  return [...[...envelopes().values()].flat().filter((_, i) => full || i % 30 === seed % 30), ...probes(seed, full ? 100 : 2), ...sample(seeds, seed, full ? 1 : 0.01, full ? 0.5 : 0.005), ...sample(emitted, seed, full ? 0.2 : 0.002, full ? 0.1 : 0.001)];
}

/** Whether the comparison would notice: judges that are wrong about something. */
function lies(context: SuiteContext, judged: readonly Judged[]): void {
  const blind = (kind: string): Judge => (manifest) => manifest.kind === kind || ours(manifest);
  const wrong: Readonly<Record<string, Judge>> = {
    'who takes everything': () => true, 'who refuses everything': () => false, 'who does not look at Services': blind('Service'), 'who does not look at Deployments': blind('Deployment'),
    'who refuses load balancers': (manifest) => ours(manifest) && (manifest.spec as { readonly type?: string } | undefined)?.type !== 'LoadBalancer',
  };
  for (const [who, judge] of Object.entries(wrong)) context.check(`noticed: a judge of built-in kinds ${who}`, differences(judged, judge).length > 0 ? [] : ['he is not']);
}

type Judged = readonly [Mutant, Verdict];

async function recorded(cluster: RealCluster): Promise<readonly Judged[]> {
  const all = new Map<string, { readonly mutants: readonly Mutant[]; readonly verdicts: readonly Verdict[] }>();
  for (const [name, changed] of singles()) all.set(name, { mutants: changed, verdicts: (await askAll(cluster, changed)).map(([, verdict]) => verdict) });
  recordVerdicts(all);
  return [...all.values()].flatMap(({ mutants: changed, verdicts }) => changed.map((mutant, i): Judged => [mutant, verdicts[i]]));
}

async function askAll(cluster: RealCluster, all: readonly Mutant[]): Promise<readonly Judged[]> {
  const verdicts: Verdict[] = [];
  let next = 0;
  const ask = async (): Promise<void> => {
    while (next < all.length) {
      const i = next++;
      verdicts[i] = await verdictOn(cluster, all[i].manifest);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, ask));
  return all.map((mutant, i): Judged => [mutant, verdicts[i]]);
}

async function verdictOn(cluster: RealCluster, manifest: Manifest): Promise<Verdict> {
  if (!await takes(cluster, manifest)) return 'x';
  if (!ours(manifest)) for (const made of madeOf(manifest)) if (!await takes(cluster, made)) return 'p';
  return '.';
}

/** Created for a try, in a namespace that is there. */
async function takes({ api }: RealCluster, manifest: Manifest): Promise<boolean> {
  const one = manifest as unknown as KubeObject;
  const resource = (await api.resource(one.kind, one.apiVersion))!;
  const object = resource.namespaced ? { ...one, metadata: { ...one.metadata, namespace: 'default' } } : one;
  const { status } = await api.call('POST', `${api.pathOf(resource, 'default')}?dryRun=All&fieldValidation=Strict`, object);
  return status < 300;
}
