import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { programs } from '../../helpers/fixtures';
import { generated } from '../mesh/generated';
import { acceptMesh, intentOf, proxiesOf, synthesize, type Synthesized } from '../mesh/accept';
import { expectations } from '../mesh/expectations';
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
      const judge = async (kind: string, mesh: Synthesized, meshConfig?: string, trustDomain?: string) => {
        context.check(`${mesh.name}: accepted`, await acceptMesh(context.oracle(), mesh, meshConfig));
        const views = await proxiesOf(context.oracle(), mesh, meshConfig);
        const intent = intentOf(mesh, views, trustDomain);
        context.check(`${mesh.name}: istiod's configuration is what the model says`, capped(intent.problems));
        for (const [what, problems] of expectations(mesh, views)) context.check(`${mesh.name}: ${what}`, problems);
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

type Judge = (kind: string, mesh: Synthesized, meshConfig?: string, trustDomain?: string) => Promise<void>;

const capped = (problems: readonly string[]): readonly string[] => (problems.length <= 8 ? problems : [...problems.slice(0, 8), `… ${problems.length - 8} more`]);

async function programsOf(context: SuiteContext, outdir: string, judge: Judge): Promise<void> {
  const all = programs();
  context.figure('examples and fixtures', all.length);
  await inPairs(all, async ({ name, build }) => {
    let mesh: Synthesized;
    try {
      mesh = await synthesize(context.oracle(), name, build, outdir);
    } catch (error) {
      context.check(`${name}: synthesizes`, [String((error as Error).message).slice(0, 600)]);
      return;
    }
    await judge('program', mesh, meshConfigOf(name));
  });
}

async function generatedMeshes(context: SuiteContext, outdir: string, count: number, judge: Judge): Promise<void> {
  const seeds = Array.from({ length: count }, (_, i) => context.seed * 100_000 + i);
  await inPairs(seeds, async (seed) => {
    const { name, build, meshConfig, trustDomain } = generated(seed);
    let mesh: Synthesized;
    try {
      mesh = await synthesize(context.oracle(), name, build, outdir);
    } catch (error) {
      context.check(`${name}: synthesizes`, [String((error as Error).message).slice(0, 600)]);
      return;
    }
    await judge('generated', mesh, meshConfig, trustDomain());
  });
}

/** A few at a time: the oracle's processes work while the next mesh is synthesized. */
async function inPairs<T>(list: readonly T[], each: (one: T) => Promise<void>): Promise<void> {
  let next = 0;
  await Promise.all(Array.from({ length: 4 }, async () => {
    while (next < list.length) await each(list[next++]);
  }));
}

/** Mesh config of the installation that a program is for: the extension providers that it names. */
function meshConfigOf(_name: string): string | undefined { return undefined; }
