// `npm run mutants [-- name part]`: plants one bug at a time in a copy of the library and runs the tests that must notice. A bug that survives fails the run.
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { mutants, type Mutant } from './mutants';

const ROOT = path.join(__dirname, '..', '..');
const COPIED = ['lib', 'test', 'examples', 'docs', 'schemas', 'scripts', 'jest.config.js', 'tsconfig.json', 'package.json', 'README.md', 'CONTRIBUTING.md'];

function copyOfTheProject(): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'mutants-'));
  for (const entry of COPIED) if (fs.existsSync(path.join(ROOT, entry))) fs.cpSync(path.join(ROOT, entry), path.join(folder, entry), { recursive: true });
  fs.symlinkSync(path.join(ROOT, 'node_modules'), path.join(folder, 'node_modules'));
  return folder;
}

function pass(folder: string, tests: readonly string[]): boolean {
  return spawnSync(process.execPath, [path.join(folder, 'node_modules/jest/bin/jest.js'), '--ci', '--bail', '--silent', ...tests], { cwd: folder, encoding: 'utf8' }).status === 0;
}

function outcome(folder: string, mutant: Mutant): 'killed' | 'survived' | 'not planted' {
  const file = path.join(folder, mutant.file);
  const original = fs.readFileSync(file, 'utf8');
  if (original.split(mutant.find).length !== 2) return 'not planted';   // it must be there, once
  fs.writeFileSync(file, original.replace(mutant.find, () => mutant.replace));
  try {
    return pass(folder, mutant.tests) ? 'survived' : 'killed';
  } finally {
    fs.writeFileSync(file, original);
  }
}

const wanted = mutants.filter((m) => process.argv.slice(2).every((part) => m.name.includes(part)));
const folder = copyOfTheProject();
const bad: string[] = [];
// A test that fails anyway kills nothing.
const sets = [...new Set(wanted.flatMap((m) => m.tests))];
const broken = sets.filter((tests) => !pass(folder, [tests]));
if (broken.length) throw new Error(`these tests fail without a bug: ${broken.join(', ')}`);
for (const mutant of wanted) {
  const result = outcome(folder, mutant);
  process.stdout.write(`${result === 'killed' ? '✓' : '✗'} ${result.padEnd(11)} ${mutant.name}  (${mutant.file})\n`);
  if (result !== 'killed') bad.push(mutant.name);
}
fs.rmSync(folder, { recursive: true, force: true });
process.stdout.write(`${wanted.length - bad.length} of ${wanted.length} killed\n`);
process.exitCode = bad.length ? 1 : 0;
