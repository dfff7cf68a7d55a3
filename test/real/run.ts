import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cache, MissingTool, repository } from './build';
import { Oracle } from './oracle';
import type { Suite, SuiteContext } from './suite';
import { analyzers } from './suites/analyzers';
import { authorization } from './suites/authorization';
import { charts } from './suites/charts';
import { cluster } from './suites/cluster';
import { effective } from './suites/effective';
import { envoy } from './suites/envoy';
import { gateways } from './suites/gateways';
import { injection } from './suites/injection';
import { istio } from './suites/istio';
import { kubernetes } from './suites/kubernetes';
import { meshConfig } from './suites/mesh-config';
import { pulumi } from './suites/pulumi';
import { robust } from './suites/robust';
import { validator } from './suites/validator';

/** In the order in which they run. */
const suites: readonly Suite[] = [robust, istio, effective, gateways, validator, meshConfig, analyzers, authorization, injection, charts, envoy, kubernetes, cluster, pulumi];

interface Outcome {
  readonly suite: string;
  passed: number;
  readonly failures: { readonly name: string; readonly problems: readonly string[] }[];
  readonly figures: Record<string, string | number>;
  readonly sections: { readonly title: string; readonly lines: readonly string[] }[];
  seconds: number;
}

const shownFailures = 30;

async function runSuite(suite: Suite, given: Pick<SuiteContext, 'full' | 'seed' | 'record'>): Promise<Outcome> {
  const outcome: Outcome = { suite: suite.name, passed: 0, failures: [], figures: {}, sections: [], seconds: 0 };
  let oracle: Oracle | undefined;
  const context: SuiteContext = {
    ...given,
    oracle: () => (oracle ??= Oracle.start()),
    check: (name, problems) => {
      if (problems.length === 0) outcome.passed++;
      else outcome.failures.push({ name, problems });
    },
    log: (line) => console.log(`  ${line}`),
    figure: (name, value) => { outcome.figures[name] = value; },
    section: (title, lines) => { outcome.sections.push({ title, lines }); },
  };
  console.log(`\n== ${suite.name}: ${suite.title}`);
  const started = Date.now();
  try {
    await suite.run(context);
    if (outcome.passed + outcome.failures.length === 0) context.check('the suite has cases', ['nothing was checked']);
  } catch (error) {
    if (error instanceof MissingTool) console.log(`\n!! SKIPPED, which is no pass: ${error.message}\n`);
    outcome.failures.push({ name: error instanceof MissingTool ? 'tools' : 'the suite itself', problems: [String((error as Error).stack ?? error)] });
  } finally {
    await oracle?.close();
  }
  outcome.seconds = Math.round((Date.now() - started) / 100) / 10;
  for (const { name, problems } of outcome.failures.slice(0, shownFailures)) console.log(`  ✗ ${name}\n${problems.map((line) => `      ${line}`).join('\n')}`);
  if (outcome.failures.length > shownFailures) console.log(`  … and ${outcome.failures.length - shownFailures} more`);
  for (const [name, value] of Object.entries(outcome.figures)) console.log(`  ${name}: ${value}`);
  console.log(`  ${outcome.passed} passed, ${outcome.failures.length} failed in ${outcome.seconds} s`);
  return outcome;
}

/** The dated report of a full run. */
function writeReport(outcome: Outcome, seed: number): void {
  const date = new Date().toISOString().slice(0, 10);
  const rows = Object.entries(outcome.figures).map(([name, value]) => `| ${name} | ${value} |`);
  const failed = outcome.failures.map(({ name, problems }) => `- ${name}\n${problems.map((line) => `  - ${line.split('\n')[0]}`).join('\n')}`);
  const text = [
    `# Real suite \`${outcome.suite}\`, ${date}`, '',
    `\`npm run test:real -- ${outcome.suite} --full\`, seed ${seed}: ${outcome.passed} passed, ${outcome.failures.length} failed in ${outcome.seconds} s.`, '',
    ...(rows.length > 0 ? ['| what | value |', '|---|---|', ...rows, ''] : []),
    ...outcome.sections.flatMap(({ title, lines }) => [`## ${title}`, '', ...lines, '']),
    ...(failed.length > 0 ? ['## Failed', '', ...failed, ''] : []),
  ].join('\n');
  const folder = join(repository, 'docs/reports');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${outcome.suite}-${date}.md`), text);
}

async function main(args: readonly string[]): Promise<number> {
  const full = args.includes('--full');
  const seedArgument = args.find((arg) => arg.startsWith('--seed='));
  const seed = seedArgument === undefined ? 1 : Number(seedArgument.slice('--seed='.length));
  const names = args.filter((arg) => !arg.startsWith('--'));
  const unknown = names.filter((name) => !suites.some((suite) => suite.name === name));
  if (unknown.length > 0 || !Number.isSafeInteger(seed)) {
    console.error(`usage: npm run test:real [-- SUITE… [--full] [--record] [--seed=N]]; suites: ${suites.map((suite) => suite.name).join(', ')}`);
    return 2;
  }
  let passed = 0;
  let failed = 0;
  for (const suite of suites) {
    if (names.length > 0 && !names.includes(suite.name)) continue;
    const outcome = await runSuite(suite, { full, seed, record: args.includes('--record') });
    passed += outcome.passed;
    failed += outcome.failures.length;
    if (full) writeReport(outcome, seed);
  }
  mkdirSync(join(cache, 'results'), { recursive: true });
  writeFileSync(join(cache, 'results/real.json'), `${JSON.stringify({ passed, failed })}\n`);
  console.log(`\nreal suites: ${passed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}

void main(process.argv.slice(2)).then((code) => { process.exitCode = code; });
