import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Manifest } from '../../../lib/manifests/manifest';
import { validate } from '../../../lib/manifests/validate';
import type { Violation } from '../../../lib/manifests/violation';
import { cache, repository } from '../build';
import { CelRules } from '../corpus/cel-rules';
import { corpus } from '../corpus/corpus';
import { coverageOf } from '../corpus/coverage';
import { explained } from '../corpus/explained';
import type { Mutant } from '../corpus/mutate';
import { kindSchemas } from '../corpus/schema';
import { seeds } from '../corpus/seeds';
import { Oracle, type Finding } from '../oracle';
import type { Suite, SuiteContext } from '../suite';

const chunk = 400;
/** Reachable statements of Istio's validation package that the corpus must reach. */
const wantedCoverage = 0.95;

interface Difference { readonly mutant: Mutant; readonly istio: readonly Finding[]; readonly ours: readonly Violation[]; readonly what: 'error' | 'warning' }

/** Istio's verdict on every object of a corpus of mutants, against ours. */
export const validator: Suite = {
  name: 'validator',
  title: 'our validator gives the verdicts of Istio\'s CRD schemas, CEL rules and admission webhook',
  async run(context) {
    const folder = context.full ? mkdtempSync(join(tmpdir(), 'coverage-')) : undefined;
    try {
      await compare(context, folder);
    } finally {
      if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
    }
  },
};

async function compare(context: SuiteContext, coverage: string | undefined): Promise<void> {
  const oracle = coverage === undefined ? context.oracle() : Oracle.start({ coverage });
  const cel = new CelRules();
  const counts = new Map(kindSchemas.map(({ kind }) => [kind, { objects: 0, valid: 0 }]));
  const differences: Difference[] = [];
  const sample = new Sample();
  let ourTime = 0;
  const judge = async (mutants: readonly Mutant[], number: number) => {
    const results = await oracle.validateObjects(`chunk ${number}`, mutants.map((mutant) => mutant.manifest));
    const started = process.hrtime.bigint();
    const ours = mutants.map((mutant) => validate(mutant.manifest));
    ourTime += Number(process.hrtime.bigint() - started) / 1e6;
    mutants.forEach((mutant, i) => {
      const count = counts.get(mutant.manifest.kind)!;
      count.objects++;
      if (!hasLevel(results[i], 'error')) count.valid++;
      cel.note(mutant.manifest as Manifest & { kind: string }, results[i]);
      if (context.record) sample.offer(mutant, results[i]);
      const what = differenceOf(results[i], ours[i]);
      if (what !== undefined) differences.push({ mutant, istio: results[i], ours: ours[i], what });
    });
  };
  let waiting: Promise<void>[] = [];
  let block: Mutant[] = [];
  let number = 0;
  for (const mutant of context.full ? corpus(context.seed, 0.25, 30_000) : corpus(context.seed, 0.04, 4000)) {
    block.push(mutant);
    if (block.length < chunk) continue;
    waiting.push(judge(block, number++));
    block = [];
    if (waiting.length === 8) {
      await Promise.all(waiting); // a few chunks in flight keep both sides busy without holding all answers
      waiting = [];
    }
  }
  await Promise.all([...waiting, judge(block, number)]);
  const unstable = await unstableOf(oracle, differences.filter((difference) => difference.what === 'error'));
  if (coverage !== undefined) await oracle.close();

  const reasons = new Map<string, number>();
  const open = differences.filter((difference) => {
    if (unstable.has(difference)) return false;
    const why = explained(difference.mutant.manifest, difference.istio, difference.ours);
    if (why !== undefined) reasons.set(why, (reasons.get(why) ?? 0) + 1);
    return why === undefined;
  });
  context.section('Differences that are meant', [...reasons].map(([why, count]) => `- ${count} objects: ${why}`));
  for (const [kind, { objects, valid }] of counts) {
    for (const what of ['error', 'warning'] as const) {
      const wrong = open.filter((difference) => difference.what === what && difference.mutant.manifest.kind === kind);
      context.check(`${kind}: ${what === 'error' ? 'verdicts' : 'warnings'} equal on ${objects} objects, ${valid} of them valid`, wrong.length === 0 ? [] : [`${wrong.length} differ`, ...wrong.slice(0, 5).map(lineOf)]);
    }
    context.check(`${kind}: both verdicts occur`, valid > 0 && valid < objects ? [] : [`${valid} of ${objects} are valid`]);
  }
  if (context.record) sample.write(new Set(differences.map((difference) => difference.mutant.name)));
  const oneSided = cel.rules.filter((rule) => !rule.held || !rule.broken);
  context.check('both verdicts of every CEL rule', oneSided.map((rule) => `${rule.kind}${rule.place}: ${rule.rule.replace(/\s+/g, ' ')} is never ${rule.held ? 'broken' : 'held'}`));
  const total = [...counts.values()].reduce((sum, { objects }) => sum + objects, 0);
  context.figure('objects', total);
  context.figure('valid objects', [...counts.values()].reduce((sum, { valid }) => sum + valid, 0));
  context.figure('different verdicts', open.filter((difference) => difference.what === 'error').length);
  context.figure('different warnings', open.filter((difference) => difference.what === 'warning').length);
  context.figure('differences with a known reason', differences.length - open.length - unstable.size);
  context.figure('objects on which Istio does not agree with itself', unstable.size);
  context.figure('CEL rules with both verdicts', `${cel.rules.length - oneSided.length} of ${cel.rules.length}`);
  context.figure('our validator, µs per object', Math.round((ourTime * 1000) / total));
  writeDifferences(open);
  if (coverage !== undefined) reportCoverage(context, coverage);
}

/** A part of the corpus with Istio's verdicts, for tests that have Node alone: every seed, and of each kind as many mutants with either verdict. */
class Sample {
  private readonly kept = new Map<string, { readonly name: string; readonly accepted: boolean; readonly warned: boolean; readonly manifest: Manifest }[]>();
  private readonly mutants = new Map<string, number>();

  offer({ name, manifest }: Mutant, istio: readonly Finding[]): void {
    const accepted = !hasLevel(istio, 'error');
    const text = JSON.stringify(manifest);
    if (text.length > 2500) return;
    if (!seedNames.has(name)) {
      const group = `${manifest.kind} ${accepted}`;
      const seen = this.mutants.get(group) ?? 0;
      this.mutants.set(group, seen + 1);
      if (seen % 29 !== 7 || seen > 29 * 10) return;
    }
    this.kept.set(manifest.kind, [...(this.kept.get(manifest.kind) ?? []), { name, accepted, warned: accepted && hasLevel(istio, 'warning'), manifest }]);
  }

  write(except: ReadonlySet<string>): void {
    mkdirSync(recorded, { recursive: true });
    for (const [kind, cases] of this.kept) {
      const lines = cases.filter(({ name }) => !except.has(name)).map((one) => `  ${JSON.stringify(one)}`);
      writeFileSync(join(recorded, `${kind}.json`), `[\n${lines.join(',\n')}\n]\n`);
    }
  }
}
const recorded = join(repository, 'test/fixtures/corpus');
const seedNames = new Set(seeds.map((seed) => seed.name));

const hasLevel = (list: readonly { readonly level: string }[], level: string): boolean => list.some((entry) => entry.level === level);

/** Errors must agree; warnings too, on objects that both accept. */
function differenceOf(istio: readonly Finding[], ours: readonly Violation[]): 'error' | 'warning' | undefined {
  const rejected = hasLevel(istio, 'error');
  if (rejected !== hasLevel(ours, 'error')) return 'error';
  return !rejected && hasLevel(istio, 'warning') !== hasLevel(ours, 'warning') ? 'warning' : undefined;
}

/** Istio ranges over maps: a few of its verdicts depend on their order, and no verdict can equal both. */
async function unstableOf(oracle: Oracle, differences: readonly Difference[]): Promise<ReadonlySet<Difference>> {
  const unstable = new Set<Difference>();
  const suspects = differences.slice(0, 1000);
  for (let i = 0; i < suspects.length; i += 50) {
    const part = suspects.slice(i, i + 50);
    const results = await oracle.validateObjects(`again ${i}`, part.flatMap((difference) => new Array<Manifest>(12).fill(difference.mutant.manifest)));
    part.forEach((difference, at) => {
      const verdicts = new Set(results.slice(at * 12, at * 12 + 12).map((findings) => hasLevel(findings, 'error')));
      if (verdicts.size > 1) unstable.add(difference);
    });
  }
  return unstable;
}

function lineOf({ mutant, istio, ours }: Difference): string {
  const said = (list: readonly { readonly level: string; readonly source: string; readonly message: string }[]) => list.map((entry) => `${entry.level} ${entry.source} ${entry.message}`.slice(0, 160)).slice(0, 3).join(' | ') || 'nothing';
  return `${mutant.name} — Istio: ${said(istio)} — ours: ${said(ours)}`;
}

function writeDifferences(open: readonly Difference[]): void {
  mkdirSync(join(cache, 'results'), { recursive: true });
  const lines = open.map(({ mutant, istio, ours, what }) => JSON.stringify({ what, name: mutant.name, istio, ours, manifest: mutant.manifest }));
  writeFileSync(join(cache, 'results/validator-differences.jsonl'), lines.map((line) => `${line}\n`).join(''));
}

function reportCoverage(context: SuiteContext, folder: string): void {
  const { statements, covered, unreachable, missed } = coverageOf(folder);
  const share = covered / statements;
  context.check(`the corpus reaches ${wantedCoverage * 100} % of the reachable statements of Istio's validation`, share >= wantedCoverage ? [] : [`${(share * 100).toFixed(1)} %`]);
  context.figure('reachable statements of Istio\'s validation covered', `${covered} of ${statements} (${(share * 100).toFixed(1)} %)`);
  context.section('Not reachable through the admission webhook', [...unreachable].map(([reason, count]) => `- ${count} statements: ${reason}`));
  context.section('Reachable, not reached', missed.map((line) => `- \`${line.replace(/`/g, '\'')}\``));
}
