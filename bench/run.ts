import { spawn } from 'child_process';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { parseArgs } from 'util';
import { ensureBuild, transpileCases } from './prepare';
import { cpuMs, peakMiB } from './proc';
import { type SuiteResult, resultOf, tableOf } from './report';
import type { Case, Context, Run, Suite } from './suite';
import type { Sample } from './measure';
import { suites } from './suites';

/*
 * npm run bench -- [suite …] [--services 5000] [--rounds 5] [--as-built] [--keep] [--real]
 *
 * `--real` runs also what needs a cluster. `--as-built` measures dist-lib/ as it is, even if lib/ is newer. Every case runs in a fresh process, all cases of a suite in turn, in every round in another order; quotients are taken within a
 * round. Results go to bench/results/, as JSON and as a table.
 */
const root = path.resolve(__dirname, '..');
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { services: { type: 'string', default: '5000' }, rounds: { type: 'string', default: '5' }, keep: { type: 'boolean', default: false }, 'as-built': { type: 'boolean', default: false }, real: { type: 'boolean', default: false } },
});

async function main(): Promise<void> {
  const unknown = positionals.filter(name => !suites.some(s => s.name === name));
  if (unknown.length > 0) throw new Error(`no suite is called ${unknown.join(', ')}; there are ${suites.map(s => s.name).join(', ')}`);
  if (!values['as-built']) ensureBuild(root);
  const cases = transpileCases(root);
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'bench-'));
  try {
    for (const suite of suites.filter(s => positionals.length === 0 || positionals.includes(s.name))) {
      const services = Number(values.services);
      const context: Context = { services: suite.services?.(services) ?? services, folder, root, real: values.real! };
      const result = await runSuite(suite, context, cases, Number(values.rounds));
      const table = tableOf(result);
      fs.writeSync(1, `\n${table}`);
      const stem = path.join(root, 'bench/results', suite.name);
      if ('skipped' in result) continue;
      fs.writeFileSync(`${stem}.json`, JSON.stringify(result, null, 2) + '\n');
      fs.writeFileSync(`${stem}.md`, table);
    }
    writePage();
  } finally {
    if (values.keep) fs.writeSync(2, `kept: ${folder}\n`); else fs.rmSync(folder, { recursive: true, force: true });
  }
}

/** The latest result of every suite, for readers. */
function writePage(): void {
  const tables = suites.map(s => path.join(root, 'bench/results', `${s.name}.md`)).filter(file => fs.existsSync(file)).map(file => fs.readFileSync(file, 'utf8').trim());
  const intro = '# Benchmarks\n\n`npm run bench` measures every case in a cold process of its own, all cases of a table in turn and in another order each round, from the build that is shipped. A quotient is taken '
    + 'within a round; the median counts. Times of one machine say little, quotients more: read the load beside them.\n';
  fs.writeFileSync(path.join(root, 'docs/benchmarks.md'), `${[intro.trim(), ...tables].join('\n\n')}\n`);
}

async function runSuite(suite: Suite, context: Context, cases: string, rounds: number): Promise<SuiteResult> {
  const reason = suite.prepare?.(context);
  if (reason) return { name: suite.name, title: suite.title, skipped: reason };
  const runs = new Map<string, Run[]>(suite.cases.map(c => [c.name, []]));
  for (let round = 0; round < rounds; round++) {
    // Another order each round: none always runs behind the same neighbour.
    const order = suite.cases.map((_, i) => suite.cases[(i + round) % suite.cases.length]);
    for (const one of round % 2 === 0 ? order : order.reverse()) {
      if (round >= (one.rounds ?? rounds)) continue;
      fs.writeSync(2, `\r${suite.name}: round ${round + 1} of ${rounds}, ${one.name}`.padEnd(100));
      runs.get(one.name)!.push(await runCase(one, context, cases));
    }
  }
  fs.writeSync(2, '\r'.padEnd(100) + '\r');
  for (const one of suite.cases) if (one.sameBytesAs) expectSameBytes(one.name, one.sameBytesAs, runs);
  return resultOf(suite, runs, { services: context.services, rounds });
}

function expectSameBytes(name: string, as: string, runs: ReadonlyMap<string, Run[]>): void {
  const sums = new Set([...runs.get(name)!, ...runs.get(as)!].map(r => r.md5));
  if (sums.size !== 1) throw new Error(`"${name}" and "${as}" did not write the same bytes: ${[...sums].join(', ')}`);
}

/** One cold process. A program that is not ours is measured from outside. */
function runCase(one: Case, context: Context, cases: string): Promise<Run> {
  const own = one.script !== undefined;
  const [file, ...args] = own ? [process.execPath, path.join(cases, `${one.script}.js`), ...(one.args?.(context) ?? [])] : one.command!(context)!;
  return new Promise((resolve, reject) => {
    const start = process.hrtime.bigint();
    const child = spawn(file, args, { cwd: context.root, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, NODE_OPTIONS: '' } });
    let last = '', errors = '', bytes = 0, peak = 0, cpu = 0;
    const poll = own ? undefined : setInterval(() => { peak = Math.max(peak, peakMiB(child.pid!)); cpu = Math.max(cpu, cpuMs(child.pid!)); }, 20);
    child.stdout.on('data', (chunk: Buffer) => { bytes += chunk.length; if (own) last += chunk.toString(); });
    child.stderr.on('data', (chunk: Buffer) => { errors += chunk.toString(); });
    child.once('error', reject);
    child.once('close', code => {
      const wallMs = Number(process.hrtime.bigint() - start) / 1e6;
      clearInterval(poll);
      if (code !== 0 && code !== one.findings) reject(new Error(`"${one.name}" failed:\n${errors.slice(-2000)}`));
      else if (own) resolve({ ...(JSON.parse(last.trim().split('\n').pop()!) as Sample), wallMs });
      else resolve({ ms: wallMs, cpuMs: cpu, processCpuMs: cpu, maxRssMiB: peak, bytes, wallMs });
    });
  });
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
