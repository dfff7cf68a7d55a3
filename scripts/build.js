'use strict';
// The build that is packed and measured: lib/ as JavaScript with declarations in dist-lib/. Nothing of an earlier build stays.
const { spawnSync } = require('node:child_process');
const { existsSync, renameSync, rmSync } = require('node:fs');
const { join, resolve } = require('node:path');

const root = resolve(__dirname, '..');
const target = join(root, 'dist-lib'), fresh = join(root, `dist-lib.${process.pid}`);
const tsc = spawnSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', 'tsconfig.build.json', '--outDir', fresh], { cwd: root, stdio: 'inherit' });
if (tsc.status === 0 && existsSync(join(fresh, 'index.js'))) {
  rmSync(target, { recursive: true, force: true });
  renameSync(fresh, target);
} else {
  rmSync(fresh, { recursive: true, force: true });
  console.error('build: lib/ does not compile; dist-lib/ is as it was');
  process.exitCode = 1;
}
