'use strict';
// The package as users get it: packed, unpacked beside its peers, imported from CommonJS and from an ES module, type-checked, run. Needs the build.
const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const root = path.resolve(__dirname, '..');
const project = fs.mkdtempSync(path.join(os.tmpdir(), 'packed-'));
const modules = path.join(project, 'node_modules');
const run = (file, args) => execFileSync(file, args, { cwd: project, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });

try {
  fs.mkdirSync(modules);
  // A project of its own, whatever lies in the folders above it.
  fs.writeFileSync(path.join(project, 'package.json'), '{ "private": true }\n');
  const [{ filename, files }] = JSON.parse(execFileSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', project], { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
  const unwanted = files.map((f) => f.path).filter((f) => !/^(dist-lib\/|README\.md$|LICENSE$|CHANGELOG\.md$|package\.json$)/.test(f) || /\.tsbuildinfo$/.test(f));
  if (unwanted.length) throw new Error(`packed besides what is shipped: ${unwanted.join(', ')}`);
  run('tar', ['-xzf', filename]);
  fs.renameSync(path.join(project, 'package'), path.join(modules, 'cdk8s-mesh'));
  // Its peers and dependencies, and nothing else that this repository happens to have.
  const { dependencies, peerDependencies } = require(path.join(root, 'package.json'));
  for (const name of Object.keys({ ...dependencies, ...peerDependencies })) {
    fs.mkdirSync(path.dirname(path.join(modules, name)), { recursive: true });
    fs.symlinkSync(path.join(root, 'node_modules', name), path.join(modules, name));
  }

  const entries = Object.keys(require(path.join(root, 'package.json')).exports).filter((e) => /^\.\/\w+$/.test(e)).map((e) => e.slice(2));
  const program = `const app = new App();
const mesh = new Mesh(app, 'packed');
new MeshService(mesh, 'web', { ports: [Port.http(8080)], workload: Workload.container({ image: 'registry.example.com/web:1' }) });
const kinds = mesh.toJson().map((m) => m.kind);
if (!kinds.includes('AuthorizationPolicy')) throw new Error('nothing was emitted: ' + kinds);
`;
  fs.writeFileSync(path.join(project, 'common.cjs'), `const { App } = require('cdk8s');\nconst { Mesh, MeshService, Port, Workload } = require('cdk8s-mesh');\n${entries.map((e) => `require('cdk8s-mesh/${e}');\n`).join('')}${program}`);
  fs.writeFileSync(path.join(project, 'module.mjs'), `import { App } from 'cdk8s';\nimport { Mesh, MeshService, Port, Workload } from 'cdk8s-mesh';\n${entries.map((e) => `import 'cdk8s-mesh/${e}';\n`).join('')}${program}`);
  fs.writeFileSync(path.join(project, 'typed.ts'), `import { App } from 'cdk8s';\nimport { Mesh, MeshService, Port, Workload } from 'cdk8s-mesh';\nimport type { VirtualService } from 'cdk8s-mesh/manifests';\n${entries.map((e) => `import * as ${e} from 'cdk8s-mesh/${e}';\n`).join('')}export const entries: readonly object[] = [${entries.join(', ')}];\nexport const one: Pick<VirtualService, 'kind'> = { kind: 'VirtualService' };\n${program.replace('(m) =>', '(m: { kind: string }) =>')}`);
  run(process.execPath, ['common.cjs']);
  run(process.execPath, ['module.mjs']);
  // As Node resolves modules, and as a compiler does that knows no `exports`: the templates of `cdk8s init` and `pulumi new` still ask for that.
  for (const how of [['--module', 'node16', '--moduleResolution', 'node16'], ['--module', 'commonjs', '--moduleResolution', 'node10']]) {
    run(process.execPath, [path.join(root, 'node_modules/typescript/bin/tsc'), '--noEmit', '--strict', '--skipLibCheck', '--target', 'es2022', ...how, 'typed.ts']);
  }
  // The command, as it is installed.
  const { bin } = require(path.join(modules, 'cdk8s-mesh/package.json'));
  fs.writeFileSync(path.join(project, 'service.yaml'), 'apiVersion: v1\nkind: Service\nmetadata: { name: web, namespace: shop }\nspec: { selector: { app: web }, ports: [{ name: http, port: 80 }] }\n');
  const said = run(process.execPath, [path.join(modules, 'cdk8s-mesh', bin.mesh), 'check', 'service.yaml']);
  if (!/in 1 object$/m.test(said)) throw new Error(`mesh check says: ${said}`);
  const size = fs.statSync(path.join(project, filename)).size;
  console.log(`packed: ${files.length} files, ${(size / 1024).toFixed(0)} KiB; ${entries.length + 1} entry points from CommonJS, ES modules and TypeScript (both ways of resolving); mesh check`);
} finally {
  fs.rmSync(project, { recursive: true, force: true });
}
