// `npm run mutants [-- name part]`: plants one bug at a time in a copy of the library and runs the tests that must notice. A bug that survives fails the run.
// `--list` names the bugs and whether they can be planted; `--jobs 1` runs one at a time; `--area reader` takes those of one area,
// `--again FILE` those that an earlier run, whose output it is, did not kill.
import { spawn } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { parseArgs } from 'node:util';
import type { Mutant } from './mutant';
import { areas } from './mutants';

const ROOT = path.join(__dirname, '..', '..');
const COPIED = ['lib', 'test', 'examples', 'docs', 'schemas', 'scripts', 'jest.config.js', 'tsconfig.json', 'package.json', 'README.md', 'CONTRIBUTING.md'];
/** A bug that makes a test run for ever is noticed, too. */
const LONGEST = 180_000;

interface Run { readonly passes: boolean; /** The first test that does not. */ readonly failed: string }

/** A copy of the project in which one bug at a time is planted. */
class Copy {
  readonly folder = fs.mkdtempSync(path.join(os.tmpdir(), 'mutants-'));
  constructor() {
    for (const entry of COPIED) if (fs.existsSync(path.join(ROOT, entry))) fs.cpSync(path.join(ROOT, entry), path.join(this.folder, entry), { recursive: true, filter: (from) => !from.endsWith('node_modules') });
    fs.symlinkSync(path.join(ROOT, 'node_modules'), path.join(this.folder, 'node_modules'));
  }

  /** One process, with what it has transformed kept for the next. */
  run(test: string): Promise<Run> {
    const [file, ...pattern] = test.split(': ');
    const args = [path.join(this.folder, 'node_modules/jest/bin/jest.js'), '--ci', '--silent', '--bail', '--runInBand', '--cacheDirectory', path.join(this.folder, '.jest'), ...(pattern.length > 0 ? ['-t', pattern.join(': ')] : []), file];
    return new Promise((done) => {
      const child = spawn(process.execPath, args, { cwd: this.folder, stdio: ['ignore', 'ignore', 'pipe'], timeout: LONGEST, killSignal: 'SIGKILL' });
      let said = '';
      child.stderr.setEncoding('utf8').on('data', (text: string) => { said += text; });
      child.on('close', (code) => done({ passes: code === 0, failed: code === null ? 'it never ends' : /^ +● (.+)$/m.exec(said)?.[1] ?? said.trim().slice(0, 200) }));
    });
  }

  async outcome(mutant: Mutant): Promise<{ readonly result: 'killed' | 'survived' | 'not planted' | 'no code'; readonly by?: string }> {
    const file = path.join(this.folder, mutant.file), original = fs.readFileSync(file, 'utf8');
    if (!isPlantable(original, mutant)) return { result: 'not planted' };
    fs.writeFileSync(file, original.replace(mutant.find, () => mutant.replace));
    try {
      for (const test of mutant.tests) {
        const { passes, failed } = await this.run(test);
        if (!passes) return { result: failed === 'Test suite failed to run' ? 'no code' : 'killed', by: failed };
      }
      return { result: 'survived' };
    } finally {
      fs.writeFileSync(file, original);
    }
  }
}
/** It must be there, once. */
const isPlantable = (text: string, { find }: Mutant): boolean => text.split(find).length === 2;

/** Works through a list in each copy at once. */
async function shared<T>(copies: readonly Copy[], list: readonly T[], work: (copy: Copy, one: T) => Promise<void>): Promise<void> {
  const left = [...list];
  await Promise.all(copies.map(async (copy) => { for (let one = left.shift(); one !== undefined; one = left.shift()) await work(copy, one); }));
}
const seconds = (since: number): string => `${((Date.now() - since) / 1000).toFixed(1).padStart(5)} s`;

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { list: { type: 'boolean' }, area: { type: 'string' }, jobs: { type: 'string', default: '2' }, again: { type: 'string' } } });
  const alive = values.again === undefined ? undefined : fs.readFileSync(values.again, 'utf8').split('\n').filter((line) => line.includes('✗'));
  const wanted = Object.entries(areas).flatMap(([area, mutants]) => (values.area === undefined || values.area === area ? mutants : []).filter((m) => positionals.every((part) => m.name.includes(part)) && (alive?.some((line) => line.includes(` ${m.name}  (${m.file})`)) ?? true)));
  if (values.list) {
    for (const m of wanted) process.stdout.write(`${isPlantable(fs.readFileSync(path.join(ROOT, m.file), 'utf8'), m) ? ' ' : '✗'} ${m.name}  (${m.file})\n`);
    process.stdout.write(`${wanted.length}\n`);
    return;
  }
  const began = Date.now(), copies = Array.from({ length: Math.max(1, Math.min(Number(values.jobs), wanted.length)) }, () => new Copy());
  process.on('exit', () => { for (const { folder } of copies) fs.rmSync(folder, { recursive: true, force: true }); });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(1));
  // A test that fails anyway kills nothing.
  const broken: string[] = [];
  await shared(copies, [...new Set(wanted.flatMap((m) => m.tests))], async (copy, test) => { const { passes, failed } = await copy.run(test); if (!passes) broken.push(`${test} (${failed})`); });
  if (broken.length > 0) throw new Error(`these tests fail without a bug: ${broken.join(', ')}`);
  process.stdout.write(`${seconds(began)} without a bug all tests pass\n`);
  const bad: string[] = [];
  await shared(copies, wanted, async (copy, mutant) => {
    const since = Date.now(), { result, by } = await copy.outcome(mutant);
    process.stdout.write(`${seconds(since)} ${result === 'killed' ? '✓' : '✗'} ${result.padEnd(11)} ${mutant.name}  (${mutant.file})${by === undefined ? '' : `: ${by}`}\n`);
    if (result !== 'killed') bad.push(mutant.name);
  });
  process.stdout.write(`${wanted.length - bad.length} of ${wanted.length} killed in ${seconds(began).trim()}\n`);
  process.exitCode = bad.length > 0 ? 1 : 0;
}
main().catch((error: Error) => { process.stderr.write(`${error.message}\n`); process.exitCode = 1; });
