import { spawnSync } from 'child_process';
import * as fs from 'fs';
import * as path from 'path';
import { transformSync } from '@swc/core';

/** Everything is measured from the build that is shipped: made if lib/ is newer than it. */
export function ensureBuild(root: string): void {
  const built = path.join(root, 'dist-lib/index.js');
  if (fs.existsSync(built) && fs.statSync(built).mtimeMs > newest(path.join(root, 'lib'))) return;
  if (spawnSync(process.execPath, [path.join(root, 'scripts/build.js')], { stdio: ['ignore', 2, 2] }).status !== 0) throw new Error('the build failed');
}

function newest(folder: string): number {
  return Math.max(0, ...fs.readdirSync(folder, { withFileTypes: true }).map(e => (e.isDirectory() ? newest(path.join(folder, e.name)) : fs.statSync(path.join(folder, e.name)).mtimeMs)));
}

/** The cases as JavaScript, so that no transpiler runs in what is measured. Returns their folder. */
export function transpileCases(root: string): string {
  const target = path.join(root, '.cache/bench-js');
  fs.rmSync(target, { recursive: true, force: true });
  const files = ['bench', 'bench/cases'].flatMap(folder => fs.readdirSync(path.join(root, folder)).map(name => path.join(folder, name)));
  for (const file of [...files.filter(f => f.endsWith('.ts')), 'test/manifests/yaml/corpus.ts']) {
    const { code } = transformSync(fs.readFileSync(path.join(root, file), 'utf8'), { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs', ignoreDynamic: true } });
    const out = path.join(target, file.replace(/\.ts$/, '.js'));
    fs.mkdirSync(path.dirname(out), { recursive: true });
    fs.writeFileSync(out, code);
  }
  return path.join(target, 'bench/cases');
}
