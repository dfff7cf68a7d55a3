import * as fs from 'fs';
import * as path from 'path';
import { count, type Counts, type Pair } from './count';

/** Every two features are together in so many meshes at least. */
const WANTED = 20;
const SHOWN = 40;
const REPORT = path.join(__dirname, '../../docs/reports/coverage.md');

const below = (pairs: readonly Pair[]): Pair[] => pairs.filter((p) => p.excluded === undefined && p.meshes < WANTED);
const table = (head: readonly string[], rows: readonly (readonly (string | number)[])[]): string[] =>
  [`| ${head.join(' | ')} |`, `|${head.map(() => '---|').join('')}`, ...rows.map((r) => `| ${r.join(' | ')} |`)];
const pairRow = (p: Pair): (string | number)[] => [`\`${p.a}\``, `\`${p.b}\``, p.meshes, p.apps];

function report({ apps, meshes, failed, features, pairs }: Counts): string {
  const possible = pairs.filter((p) => p.excluded === undefined), excluded = pairs.filter((p) => p.excluded !== undefined);
  return [
    '# What generated meshes cover', '',
    `\`npm run coverage\` generates ${apps} apps of ${meshes} meshes in all (seeds 0 to ${apps - 1}; \`test/generated\`), compiles them, and counts the features that each asks for (\`lib/model/features.ts\`).`, '',
    ...table(['what', 'figure'], [
      ['apps that do not compile', failed.length], ['features', features.length], ['features in no mesh', features.filter((f) => f.meshes === 0).length],
      ['pairs of features', pairs.length], [`pairs that one mesh cannot have`, excluded.length], [`other pairs in fewer than ${WANTED} meshes`, below(pairs).length],
      ['the rarest other pair: meshes', possible[0].meshes], ['the rarest pair: apps', Math.min(...pairs.map((p) => p.apps))],
    ]), '',
    '## Features', '', ...table(['feature', 'meshes', 'apps'], features.map((f) => [`\`${f.feature}\``, f.meshes, f.apps])), '',
    '## The rarest pairs', '', ...table(['', '', 'meshes', 'apps'], possible.slice(0, SHOWN).map(pairRow)), '',
    '## Pairs that one mesh cannot have', '', 'Apps of several meshes have them all the same.', '', ...table(['', '', 'meshes', 'apps', 'why'], excluded.map((p) => [...pairRow(p), p.excluded!])), '',
  ].join('\n');
}

/** `npm run coverage [-- APPS]`: writes the report for the number of apps that is committed, and fails where something is missing. */
function main(argument = '2000'): number {
  const apps = Number(argument);
  if (!Number.isSafeInteger(apps) || apps < 1) { console.error('usage: npm run coverage [-- APPS]'); return 2; }
  const counts = count(Array.from({ length: apps }, (_, seed) => seed));
  const rare = below(counts.pairs), impossible = counts.pairs.filter((p) => p.excluded !== undefined && p.meshes > 0);
  if (argument === '2000') { fs.mkdirSync(path.dirname(REPORT), { recursive: true }); fs.writeFileSync(REPORT, report(counts)); }
  console.log(`${counts.apps} apps, ${counts.meshes} meshes, ${counts.failed.length} do not compile${counts.failed.length ? `: seeds ${counts.failed.slice(0, 20).join(', ')}` : ''}`);
  console.log(`${counts.pairs.length} pairs of features, ${rare.length} in fewer than ${WANTED} meshes`);
  for (const p of rare.slice(0, SHOWN)) console.log(`  ${p.a} + ${p.b}: ${p.meshes}`);
  for (const p of impossible) console.log(`  ${p.a} + ${p.b} are together in ${p.meshes} meshes, though ${p.excluded}`);
  return counts.failed.length + rare.length + impossible.length > 0 ? 1 : 0;
}

process.exitCode = main(process.argv[2]);
