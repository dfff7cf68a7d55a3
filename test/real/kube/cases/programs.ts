import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { App } from 'cdk8s';
import { examples } from '../../../../examples';
import { MeshApp } from '../../../../lib';
import { Host } from '../../../../lib/cdk8s/host';
import { istioCrds } from '../../../../lib/control-plane/istio/base/crds';
import { programs } from '../../../helpers/fixtures';
import { asYaml, readYaml, type KubeObject } from '../../mesh/cluster';
import { existingObjects } from '../../mesh/existing';
import { generated } from '../../mesh/generated';
import type { SuiteContext } from '../../suite';
import type { RealCluster } from '../cluster';
import { isWebhook } from '../install';
import { inventory, left } from './inventory';
import { kubectlCases } from './kubectl';
import { lies } from './lies';
import { appliesTwice, keeps, refusals } from './twice';

/** Kinds that the next program needs, too. */
const staying = new Set(['Namespace', 'CustomResourceDefinition']);

/** Programs that are also applied as people type it; kubectl spares the server and takes 10 s for each. */
const byHand = (name: string, full: boolean): boolean => name === 'example platform' || (full && ['example bookinfo', 'example shop'].includes(name));
/** Warnings that are meant: newer clusters have another name for it, which older ones do not know. */
const meant = /"PreferClose" is deprecated/;

interface Program { readonly name: string; readonly build: (app: App) => unknown }

/** Everything that the language writes, before the API server with Istio's CRDs: accepted in the written order, applied again without a change, deleted clean. */
export async function programCases(context: SuiteContext, cluster: RealCluster): Promise<void> {
  const before = await inventory(cluster);
  const crds = istioCrds();
  keeps(context, 'CRDs', crds, await appliesTwice(context, cluster, 'CRDs', crds));
  await lies(context, cluster);
  const namespaces = new Map<string, KubeObject>();
  let count = 0;
  for (const program of programsOf(context)) {
    const { emitted, existing } = synthesize(program);
    for (const object of [...existing, ...emitted]) if (object.kind === 'Namespace') namespaces.set(object.metadata.name, object);
    await cluster.apply(existing, { fieldManager: 'somebody-else', force: true });
    // Webhooks stay out: nobody runs here who would answer them. CRDs are there already. Namespaces are shared with the programs before.
    const objects = emitted.filter((object) => !isWebhook(object) && (context.full || object.kind !== 'CustomResourceDefinition'));
    keeps(context, program.name, objects, await appliesTwice(context, cluster, program.name, objects, { force: true, expected: meant }));
    await accepted(context, cluster, program.name, emitted.filter(isWebhook));
    // A Namespace takes 5 s to go: all of them go at the end, at once.
    const passing = emitted.filter(({ kind }) => !staying.has(kind));
    await cluster.delete(passing);
    if (byHand(program.name, context.full)) {
      await kubectlCases(context, cluster, program.name, asYaml(objects));
      await cluster.delete(passing);
    }
    count += objects.length;
  }
  context.figure('objects of programs applied', count);
  await cluster.delete([...crds, ...namespaces.values()].filter(({ metadata }) => metadata.name !== 'default'));
  context.check('programs: deleted clean', left(before, await inventory(cluster)));
}

async function accepted(context: SuiteContext, cluster: RealCluster, name: string, webhooks: readonly KubeObject[]): Promise<void> {
  if (webhooks.length > 0) context.check(`${name}: ${webhooks.length} webhook configurations accepted for a try`, refusals(await cluster.tryApply(webhooks, { dryRun: true })));
}

function programsOf(context: SuiteContext): readonly Program[] {
  if (!context.full) return Object.entries(examples).map(([name, build]) => ({ name: `example ${name}`, build }));
  return [...programs(), ...Array.from({ length: 100 }, (_, i) => generated(context.seed * 100_000 + i))];
}

/** What a program writes, in its order, and the namespaces that it takes as given. */
function synthesize({ build }: Program): { readonly emitted: readonly KubeObject[]; readonly existing: readonly KubeObject[] } {
  const outdir = mkdtempSync(join(tmpdir(), 'mesh-'));
  try {
    const app = new MeshApp({ outdir });
    build(app);
    const emitted = readYaml(app.synthYaml());
    const existing = existingObjects(Host.of(app).compile().resolved, emitted, { cert: '', key: '' }, []);
    return { emitted, existing: existing.filter(({ kind }) => kind === 'Namespace') };
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}
