import { checks } from '../../../lib/checks';
import { compare, covered, type Comparison } from '../checks/compare';
import { danglingClusters, referenceFindings } from '../checks/dangling';
import { explain } from '../checks/explained';
import { fixtureInputs, generatedInput, specInputs, type Input } from '../checks/inputs';
import { spoil } from '../checks/spoil';
import type { Suite, SuiteContext } from '../suite';

/** Istio's analyzers and our checks on the same meshes. */
export const analyzers: Suite = {
  name: 'analyzers',
  title: 'our checks find what Istio\'s analyzers find, object by object, and on their own examples nothing that is not explained',
  async run(context) {
    const oracle = context.oracle();
    const specs = specInputs(), fixtures = fixtureInputs();
    const seeds = Array.from({ length: context.full ? 200 : 12 }, (_, i) => context.seed + i);
    let undecodable = 0;
    const why = new Map<string, number>(), found = new Map<string, number>();
    const judge = async (input: Input, both: boolean): Promise<void> => {
      const result = await compare(oracle, input);
      if (!result) { undecodable++; return; }
      for (const said of result.agreed) count(found, said.code);
      context.check(input.name, problemsOf(result, both, why));
    };
    await all(specs, (input) => judge(input, true));
    await all(fixtures, (input) => judge(input, false));
    await all(seeds, async (seed) => judge(await generatedInput(oracle, seed), false));
    await references(context, [...fixtures, ...specs, ...(context.full ? await Promise.all(seeds.slice(0, 40).map((seed) => generatedInput(oracle, seed))) : [])]);
    context.figure('examples of checks', specs.length);
    context.figure('examples and documented tasks', fixtures.length);
    context.figure('generated meshes', seeds.length);
    context.figure('inputs that Istio cannot decode, left out', undecodable);
    context.figure('checks', checks.length);
    context.figure('analyzer codes that checks stand for', covered.size);
    context.figure('findings of analyzers that checks have too', [...found.values()].reduce((a, b) => a + b, 0));
    const shown = [...covered].filter((code) => found.has(code));
    context.figure('analyzer codes seen found by both', shown.length);
    tell(context, why, [...covered].filter((code) => !found.has(code)).sort());
  },
};

/** istiod itself as the judge: where one of its routes leads to a cluster that the proxy does not have, a check of ours says so. */
async function references(context: SuiteContext, inputs: readonly Input[]): Promise<void> {
  const oracle = context.oracle();
  let judged = 0, wrong = 0;
  const judge = async (input: Input): Promise<void> => {
    const dangling = await danglingClusters(oracle, input).catch(() => undefined);   // two objects of one name, or one that Istio cannot decode
    if (!dangling) return;
    judged++;
    if (dangling.length > 0) wrong++;
    context.check(`${input.name}: routes lead somewhere`, dangling.length > 0 && referenceFindings(input).length === 0 ? [`no check says that these are missing: ${dangling.slice(0, 3).join('; ')}`] : []);
  };
  const broken = inputs.flatMap((input, i) => Array.from({ length: !context.full ? 2 : input.spec ? 3 : 30 }, (_, n) => spoil(input, context.seed * 1000 + i * 31 + n)).filter((one) => one !== undefined));
  await all(context.full ? [...inputs, ...broken] : [...inputs.filter((i) => !i.spec || /wrong/.test(i.name)), ...broken.filter((b) => !b.spec || /wrong/.test(b.name))], judge);
  context.figure('meshes whose routes istiod was asked for', judged);
  context.figure('of these with a route that leads nowhere', wrong);
}

function problemsOf(result: Comparison, both: boolean, why: Map<string, number>): string[] {
  const out: string[] = [];
  const judge = (side: 'missed' | 'more', said: Comparison['missed'][number]): void => {
    const reason = explain(side, said, result.input);
    if (reason !== undefined) count(why, `${side === 'more' ? said.own! : said.code}: ${reason}`);
    else out.push(side === 'missed' ? `Istio says ${said.code} of ${said.object}, we do not: ${said.message}` : `we say ${said.own} (${said.code}) of ${said.object}, Istio does not: ${said.message}`);
  };
  for (const said of result.missed) judge('missed', said);
  if (both) for (const said of result.more) judge('more', said);
  return out;
}

function tell(context: SuiteContext, why: ReadonlyMap<string, number>, never: readonly string[]): void {
  context.section('Differences that are meant', [...why].sort((a, b) => b[1] - a[1]).map(([reason, n]) => `- ${n} × ${reason}`));
  if (never.length > 0) context.section('Codes that the analyzers said of no input', [`${never.join(', ')}`]);
}

/** In blocks: no more answers at a time than both sides are busy with. */
async function all<T>(items: readonly T[], each: (item: T) => Promise<void>): Promise<void> {
  for (let i = 0; i < items.length; i += 16) await Promise.all(items.slice(i, i + 16).map(each));
}
function count(map: Map<string, number>, key: string): void { map.set(key, (map.get(key) ?? 0) + 1); }
