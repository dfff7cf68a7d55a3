'use strict';
// What `npm test` runs. Every step runs whatever the others found; two lanes, so that two cores are busy.
const { spawn } = require('node:child_process');
const { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } = require('node:fs');
const { join, resolve } = require('node:path');

const root = resolve(__dirname, '..');
const results = join(process.env.MESH_CACHE ?? join(root, '.cache'), 'results');
const jestResult = join(results, 'jest.json');
const bin = (name) => join(root, 'node_modules/.bin', name);

const lanes = [
  [
    { name: 'lint', command: [bin('eslint'), '.'] },
    { name: 'samples of the pages', command: [process.execPath, '-r', 'ts-node/register/transpile-only', 'scripts/samples.ts'] },
    { name: 'typecheck', command: [bin('tsc'), '-p', 'tsconfig.json', '--noEmit'] },
    { name: 'build', command: [process.execPath, 'scripts/build.js'] },
    { name: 'packed package', command: [process.execPath, 'scripts/packed.js'] },
    { name: 'reference and API report', command: [process.execPath, 'scripts/docs.js', '--built', '--check'] },
    { name: 'generated files', command: [process.execPath, '-r', 'ts-node/register/transpile-only', 'scripts/generate/index.ts', '--check'] },
  ],
  [{ name: 'jest', command: [bin('jest'), '--ci', '--json', `--outputFile=${jestResult}`, '--silent', ...process.argv.slice(2)] }],
];

function run(step) {
  const started = Date.now();
  return new Promise((done) => {
    const [file, ...args] = step.command;
    const child = spawn(file, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    // jest repeats its JSON on stdout only without --outputFile; what people read comes on stderr.
    child.stdout.on('data', (chunk) => { output += chunk; });
    child.stderr.on('data', (chunk) => { output += chunk; });
    child.once('error', (error) => { output += error.message; });
    child.once('close', (code) => {
      const seconds = ((Date.now() - started) / 1000).toFixed(1);
      process.stdout.write(`\n== ${step.name} (${seconds} s)${code === 0 ? '' : ' FAILED'}\n${output}`);
      done({ ...step, seconds, ok: code === 0 });
    });
  });
}

async function main() {
  mkdirSync(results, { recursive: true });
  rmSync(jestResult, { force: true });
  const done = (await Promise.all(lanes.map(async (lane) => {
    const outcomes = [];
    for (const step of lane) outcomes.push(await run(step));
    return outcomes;
  }))).flat();
  const jest = existsSync(jestResult) ? JSON.parse(readFileSync(jestResult, 'utf8')) : undefined;
  const others = done.filter((step) => step.name !== 'jest');
  const jestFailed = jest === undefined ? 1 : jest.numFailedTests + jest.numRuntimeErrorTestSuites;
  const jestOk = done.find((step) => step.name === 'jest').ok;
  const passed = (jest?.numPassedTests ?? 0) + others.filter((step) => step.ok).length;
  const failed = Math.max(jestFailed, jestOk ? 0 : 1) + others.filter((step) => !step.ok).length;
  writeFileSync(join(results, 'test.json'), `${JSON.stringify({ passed, failed })}\n`);
  console.log(`\n${done.map((step) => `${step.ok ? '✓' : '✗'} ${step.name} (${step.seconds} s)`).join('\n')}`);
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
}

void main();
