'use strict';
// `npm run docs`: API report and reference of every entry point, from the built package. `--check`: fails when what is committed is stale.
const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { Extractor, ExtractorConfig, ExtractorLogLevel } = require('@microsoft/api-extractor');

const root = path.resolve(__dirname, '..');
const check = process.argv.includes('--check');
const ENTRIES = { 'cdk8s-mesh': 'index', 'cdk8s-mesh-manifests': 'manifests/index', 'cdk8s-mesh-effective': 'effective/index', 'cdk8s-mesh-simulate': 'simulate/index', 'cdk8s-mesh-checks': 'checks/index', 'cdk8s-mesh-testing': 'testing/index', 'cdk8s-mesh-pulumi': 'pulumi/index' };
const bin = (name) => path.join(root, 'node_modules/.bin', name);

if (!process.argv.includes('--built')) execFileSync(process.execPath, [path.join(root, 'scripts/build.js')], { stdio: 'inherit', cwd: root });
const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'docs-'));
const stale = [];

/** Puts a fresh file in its place, or remembers that it differs from what is there. */
function settle(fresh, committed) {
  const text = fs.readFileSync(fresh, 'utf8');
  const old = fs.existsSync(committed) ? fs.readFileSync(committed, 'utf8') : undefined;
  if (text === old) return;
  if (check) { stale.push(path.relative(root, committed)); return; }
  fs.mkdirSync(path.dirname(committed), { recursive: true });
  fs.writeFileSync(committed, text);
}

for (const [name, file] of Object.entries(ENTRIES)) {
  const entry = path.join(root, 'dist-lib', `${file}.d.ts`);
  const config = ExtractorConfig.prepare({
    configObject: {
      projectFolder: root, mainEntryPointFilePath: entry, compiler: { tsconfigFilePath: path.join(root, 'tsconfig.json') },
      apiReport: { enabled: true, reportFileName: `${name}.api.md`, reportFolder: scratch, reportTempFolder: scratch }, docModel: { enabled: false }, dtsRollup: { enabled: false }, tsdocMetadata: { enabled: false },
      newlineKind: 'lf',
      messages: { extractorMessageReporting: { default: { logLevel: ExtractorLogLevel.None }, 'ae-forgotten-export': { logLevel: ExtractorLogLevel.None } }, tsdocMessageReporting: { default: { logLevel: ExtractorLogLevel.None } }, compilerMessageReporting: { default: { logLevel: ExtractorLogLevel.None } } },
    },
    configObjectFullPath: path.join(root, 'api-extractor.json'), packageJsonFullPath: path.join(root, 'package.json'),
  });
  Extractor.invoke(config, { localBuild: true, messageCallback: (m) => { m.handled = true; } });
  settle(path.join(scratch, `${name}.api.md`), path.join(root, 'docs/api', `${name}.api.md`));
}

execFileSync(bin('typedoc'), [
  '--plugin', 'typedoc-plugin-markdown', '--out', path.join(scratch, 'reference'), '--entryPoints', 'lib/index.ts', '--outputFileStrategy', 'modules', '--tsconfig', 'tsconfig.json', '--skipErrorChecking',
  '--hideBreadcrumbs', '--hidePageHeader', '--disableSources', '--readme', 'none', '--excludePrivate', '--excludeInternal', '--excludeExternals', '--name', 'cdk8s-mesh', '--logLevel', 'Error',
  '--parametersFormat', 'table', '--interfacePropertiesFormat', 'table', '--classPropertiesFormat', 'table', '--enumMembersFormat', 'table', '--typeDeclarationFormat', 'table', '--propertyMembersFormat', 'table', '--useCodeBlocks', 'false',
], { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
for (const file of fs.readdirSync(path.join(scratch, 'reference')).filter((f) => f.endsWith('.md'))) settle(path.join(scratch, 'reference', file), path.join(root, 'docs/reference', file));
fs.rmSync(scratch, { recursive: true, force: true });
// The checks' own pages, from their specs.
execFileSync(process.execPath, ['--conditions=cdk8s-mesh-source', '-r', 'ts-node/register/transpile-only', path.join(root, 'scripts/checks-docs.ts'), ...(check ? ['--check'] : [])], { cwd: root, stdio: 'inherit' });

if (stale.length) {
  process.stderr.write(`stale: ${stale.join(', ')}; run \`npm run docs\` and commit the result\n`);
  process.exit(1);
}
