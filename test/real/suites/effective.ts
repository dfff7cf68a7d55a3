import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { repository } from '../build';
import { languageCase, programCases, rawCase, taskCases, type CaseToMake } from '../effective/cases';
import { compare, compareViews, type Case, type Compared } from '../effective/compare';
import { explained, isExplained } from '../effective/explained';
import { liesAbout } from '../effective/lies';
import { NOT_COMPARED } from '../effective/normal';
import { pack } from '../effective/packed';
import { shrink } from '../effective/shrink';
import { proxiesOf } from '../mesh/accept';
import { asYaml } from '../mesh/cluster';
import type { Suite, SuiteContext } from '../suite';

/** What is recorded: every task, and raw meshes of which each is small. */
const RECORDED_RAW = 40;
const MOST_BYTES = 30_000;

/** The effective mesh that is read from manifests, beside what istiod configures for the same objects: every proxy, fact by fact. */
export const effective: Suite = {
  name: 'effective',
  title: 'examples, fixtures, tasks, generated meshes and raw objects: the effective mesh is istiod\'s own configuration',
  async run(context) {
    const outdir = mkdtempSync(join(tmpdir(), 'mesh-'));
    const [language, raw] = context.full ? [600, 500] : [40, 80];
    try {
      const bench = new Bench(context);
      await bench.all([...programCases(outdir), ...taskCases()]);
      await bench.all(Array.from({ length: language }, (_, i) => languageCase(context.seed * 100_000 + i, outdir)));
      await bench.all(Array.from({ length: raw }, (_, i) => rawCase(context.seed * 100_000 + i)), true);
      if (context.record) await bench.record();
      context.figure('generated meshes of the language', language);
      context.figure('generated meshes of raw objects', raw);
      context.figure('proxies compared', bench.proxies);
      context.figure('facts compared', bench.facts);
      context.figure('differences', bench.differences);
      context.figure('explained differences', bench.explained);
      context.section('What is not compared', NOT_COMPARED.map(([what, why]) => `- ${what}: ${why}.`));
      if (explained.length > 0) context.section('Explained differences', explained.map((e) => `- \`${e.difference.source}\`: ${e.why}.`));
    } finally {
      rmSync(outdir, { recursive: true, force: true });
    }
  },
};

class Bench {
  proxies = 0;
  facts = 0;
  differences = 0;
  explained = 0;

  constructor(private readonly context: SuiteContext) {}

  /** A few at a time: the oracle's processes work while the next case is made. */
  async all(cases: readonly CaseToMake[], validated = false): Promise<void> {
    let next = 0;
    await Promise.all(Array.from({ length: 4 }, async () => {
      while (next < cases.length) {
        const one = cases[next++];
        if (next % 250 === 0) this.context.log(`${next} of ${cases.length}`);
        try {
          await this.one(await one.make(this.context.oracle()), validated);
        } catch (error) {
          this.context.check(one.name, [String((error as Error).stack).split('\n').slice(0, 3).join(' ')]);
        }
      }
    }));
  }

  private async one(made: Case, validated: boolean): Promise<void> {
    const oracle = this.context.oracle();
    if (validated) this.context.check(`${made.name}: valid`, (await oracle.validateObjects(made.name, made.objects)).flat().filter((f) => f.level === 'error').map((f) => `${f.kind} ${f.ns}/${f.name}: ${f.message}`));
    const views = await proxiesOf(oracle, made), compared = compareViews(made, views);
    const problems = this.unexplained(made, compared);
    this.context.check(`${made.name}: as istiod has it`, capped(problems));
    if (validated && problems.length > 0 && this.shrunk < 3) await this.showSmall(made);
    for (const lie of liesAbout(made.name, views)) {
      const noticed = lie.views !== undefined && compareViews(made, lie.views).some((c) => c.differences.length > 0);
      this.context.check(`${made.name}: the comparison notices ${lie.what}`, lie.views === undefined ? ['nothing to change'] : noticed ? [] : ['it does not']);
    }
  }

  private shrunk = 0;
  /** The first raw cases that differ, with all taken away without which they still do. */
  private async showSmall(made: Case): Promise<void> {
    this.shrunk++;
    const oracle = this.context.oracle();
    const differs = async (one: Case): Promise<boolean> => (await compare(oracle, one)).some((c) => c.differences.some((d) => !isExplained(one, c, d)));
    const small = await shrink(made, async (one) => (await oracle.validateObjects(one.name, one.objects)).flat().every((f) => f.level !== 'error') && differs(one).catch(() => false));
    this.context.log(`${made.name}, made small, with ${small.meshConfig}:\n${asYaml(small.objects)}`);
  }

  private unexplained(made: Case, compared: readonly Compared[]): string[] {
    const out: string[] = [];
    for (const one of compared) {
      const { proxy, facts, differences } = one;
      this.proxies++;
      this.facts += facts;
      for (const difference of differences) {
        if (isExplained(made, one, difference)) this.explained++;
        else { this.differences++; out.push(`${proxy} ${difference}`); }
      }
    }
    return out;
  }

  /** istiod's word for the tests that run without it. */
  async record(): Promise<void> {
    const folder = join(repository, 'test/fixtures/effective/recorded');
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    let bytes = 0;
    const keep = async (one: CaseToMake, withObjects: boolean): Promise<boolean> => {
      const made = await one.make(this.context.oracle());
      const compared = compareViews(made, await proxiesOf(this.context.oracle(), made));
      const text = `${JSON.stringify({ name: made.name, ...(withObjects && { meshConfig: made.meshConfig, objects: made.objects }), ...pack(compared) })}\n`;
      if (withObjects && (text.length > MOST_BYTES || compared.some((c) => c.differences.some((d) => isExplained(made, c, d))))) return false;
      writeFileSync(join(folder, `${made.name.replace(/ /g, '-')}.json`), text);
      bytes += text.length;
      return true;
    };
    for (const task of taskCases()) await keep(task, false);
    let kept = 0;
    for (let seed = 1; kept < RECORDED_RAW && seed < 1000; seed++) if (await keep(rawCase(seed), true)) kept++;
    this.context.log(`recorded ${kept} raw cases and the tasks, ${bytes} bytes`);
  }
}

const capped = (problems: readonly string[]): readonly string[] => (problems.length <= 8 ? problems : [...problems.slice(0, 8), `… ${problems.length - 8} more`]);
