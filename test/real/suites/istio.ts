import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { App } from 'cdk8s';
import { programs } from '../../helpers/fixtures';
import { generated } from '../mesh/generated';
import { acceptMesh, intentOf, proxiesOf, synthesize, type Synthesized } from '../mesh/accept';
import { expectations } from '../mesh/expectations';
import { liesAbout } from '../mesh/lies';
import type { Suite, SuiteContext } from '../suite';

/** Everything that the language writes, before the real Istio: accepted, without findings, and with the meaning it has in the model. */
export const istio: Suite = {
  name: 'istio',
  title: 'examples, fixtures and generated meshes: accepted by Istio\'s validation and analyzers, and istiod\'s configuration says what the model says',
  async run(context) {
    const outdir = mkdtempSync(join(tmpdir(), 'mesh-'));
    try {
      let compared = 0;
      let proxies = 0;
      const judge = async (mesh: Synthesized, deeply = true) => {
        context.check(`${mesh.name}: accepted`, capped(await acceptMesh(context.oracle(), mesh)));
        if (!deeply) return;
        const views = await proxiesOf(context.oracle(), mesh);
        const intent = intentOf(mesh, views);
        context.check(`${mesh.name}: istiod's configuration is what the model says`, capped(intent.problems));
        for (const [what, problems] of expectations(mesh, views)) context.check(`${mesh.name}: ${what}`, problems);
        for (const lie of liesAbout(mesh.name, views)) {
          context.check(`${mesh.name}: the comparison notices ${lie.what}`, lie.proxies === undefined ? ['nothing to change'] : intentOf(mesh, lie.proxies).problems.length > 0 ? [] : ['it does not']);
        }
        compared += intent.compared;
        proxies += views.length;
      };
      await programsOf(context, outdir, judge);
      const count = context.full ? 2000 : 60;
      await generatedMeshes(context, outdir, count, judge);
      context.figure('generated meshes', count);
      context.figure('proxies', proxies);
      context.figure('comparisons of model and istiod', compared);
    } finally {
      rmSync(outdir, { recursive: true, force: true });
    }
  },
};

/** `deeply`: with istiod's configuration of every proxy, which costs as much again. */
type Judge = (mesh: Synthesized, deeply?: boolean) => Promise<void>;

const capped = (problems: readonly string[]): readonly string[] => (problems.length <= 8 ? problems : [...problems.slice(0, 8), `… ${problems.length - 8} more`]);

async function programsOf(context: SuiteContext, outdir: string, judge: Judge): Promise<void> {
  const all = programs();
  context.figure('examples and fixtures', all.length);
  await abreast(all, ({ name, build }) => each(context, name, build, outdir, judge));
}

async function generatedMeshes(context: SuiteContext, outdir: string, count: number, judge: Judge): Promise<void> {
  const seeds = Array.from({ length: count }, (_, i) => context.seed * 100_000 + i);
  let done = 0;
  await abreast(seeds, async (seed) => {
    const { name, build } = generated(seed);
    if (++done % 250 === 0) context.log(`${done} generated meshes`);
    await each(context, name, build, outdir, (mesh) => judge(mesh, !context.full || seed % 4 === 0));
  });
}

async function each(context: SuiteContext, name: string, build: (app: App) => unknown, outdir: string, judge: Judge): Promise<void> {
  let mesh: Synthesized;
  try {
    mesh = await synthesize(context.oracle(), name, build, outdir);
  } catch (error) {
    context.check(`${name}: synthesizes`, [String((error as Error).message).slice(0, 600)]);
    return;
  }
  await judge(mesh);
}

/** A few at a time: the oracle's processes work while the next mesh is synthesized. */
async function abreast<T>(list: readonly T[], run: (one: T) => Promise<void>): Promise<void> {
  let next = 0;
  await Promise.all(Array.from({ length: 4 }, async () => {
    while (next < list.length) await run(list[next++]);
  }));
}
