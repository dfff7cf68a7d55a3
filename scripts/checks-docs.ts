// `npm run docs` runs it too. Writes docs/checks: a table of all checks, and a page for each with the examples of its spec. `--check`: fails when what is committed is stale.
import * as fs from 'node:fs';
import * as path from 'node:path';
import { checks, type Check } from '../lib/checks';
import { references } from '../lib/checks/groups/references';
import { routing } from '../lib/checks/groups/routing';
import { resilience } from '../lib/checks/groups/resilience';
import { security } from '../lib/checks/groups/security';
import { ports } from '../lib/checks/groups/ports';
import { gateways } from '../lib/checks/groups/gateways';
import { scoping } from '../lib/checks/groups/scoping';
import { workloads } from '../lib/checks/groups/workloads';
import { unmarked, type CheckSpec } from '../test/checks/spec';

const ROOT = path.join(__dirname, '..'), SPECS = path.join(ROOT, 'test/checks/specs');
export const FOLDER = path.join(ROOT, 'docs/checks');
const GROUPS: readonly (readonly [string, string, readonly Check[]])[] = [
  ['References', 'What is named exists, where it is looked for.', references], ['Routing', 'Requests go where they were meant to.', routing], ['Resilience', 'What fails, fails as it was meant to.', resilience],
  ['Security', 'Who may not, may not; who may, may.', security], ['Ports and protocols', 'A port speaks what is said of it.', ports], ['Gateways', 'What comes in from outside is served.', gateways],
  ['Scoping', 'What an object reaches, and what reaches it.', scoping], ['Workloads', 'Pods fit into the mesh.', workloads],
];

/** Every page of docs/checks by its file name. */
export function checkPages(): Map<string, string> {
  const specs = new Map(fs.readdirSync(SPECS).filter((f) => f.endsWith('.ts')).sort().map((f) => { const { spec } = require(path.join(SPECS, f)) as { spec: CheckSpec }; return [spec.check.code, { spec, name: f.slice(0, -3) }] as const; }));
  const out = new Map<string, string>([['README.md', table(specs)]]);
  for (const check of checks) { const known = specs.get(check.code); if (known) out.set(`${known.name}.md`, page(known.spec, known.name)); }
  return out;
}

function table(specs: ReadonlyMap<string, { readonly name: string }>): string {
  const lines = [
    '# Checks', '',
    '`mesh check` judges a mesh by these, whether it is declared in TypeScript or read from YAML. Each page says why, and shows the mistake and its mending.', '',
    'What is missing from an *open* inventory may be somewhere else, so nothing is reported that only an absence makes wrong; say `--inventory closed` when the input is everything. Checks of the *strict* profile are opinions: they run with `--profile strict`, or when `mesh.config.yaml` gives them a severity.', '',
    'A finding that is right as it is is accepted with a reason: on the object, `mesh.cdk8s.io/ignore: \'MESH2101: why\'`, or in `mesh.config.yaml` under `ignore`. The annotations of istioctl (`galley.istio.io/analyze-suppress`) and Kiali (`kiali.io/ignore-validations`) are honoured for what equals their codes.', '',
    '*As* lists the codes of istioctl (`IST…`) and Kiali (`KIA…`) that say the same.', '',
  ];
  for (const [title, sentence, group] of GROUPS) {
    if (group.length === 0) continue;
    lines.push(`## ${title}`, '', sentence, '', '| code | what holds | severity | as |', '|---|---|---|---|');
    for (const c of [...group].sort((a, b) => (a.code < b.code ? -1 : 1))) lines.push(`| [${c.code}](${specs.get(c.code)?.name ?? c.code}.md) | ${c.title} | ${severityOf(c)} | ${(c.equals ?? []).join(', ')} |`);
    lines.push('');
  }
  lines.push('## The checks themselves', '', '| code | what holds | severity |', '|---|---|---|', '| MESH2901 | what is accepted is accepted with a reason | error |', '| MESH2902 | what is accepted occurs | info |', '| MESH2903 | a check runs to its end | error |', '');
  return lines.join('\n');
}
const severityOf = (c: Check): string => `${c.severity ?? 'error'}${c.profile === 'strict' ? ' (strict)' : ''}`;

function page(spec: CheckSpec, name: string): string {
  const c = spec.check, { meshConfig, options, inventory } = spec.input ?? {};
  const facts = [`**${c.code}** · ${severityOf(c)}${c.equals?.length ? ` · as ${c.equals.join(', ')}` : ''} · \`lib/checks/${name}.ts\``];
  const read = [meshConfig ? `MeshConfig \`${JSON.stringify(meshConfig)}\`` : '', options ? `options \`${JSON.stringify(options)}\`` : '', inventory === 'open' ? 'an open inventory' : ''].filter((t) => t !== '');
  return [
    `# ${c.title[0].toUpperCase()}${c.title.slice(1)}`, '', ...facts, '', c.docs ?? '', '',
    ...(read.length > 0 ? [`The example is read with ${read.join(' and ')}.`, ''] : []),
    '## Wrong', '', '```yaml', marked(spec.bad), '```', '', '## Right', '', '```yaml', unmarked(spec.good).trim(), '```', '',
  ].join('\n');
}
/** Lines where something is found, marked for readers. */
const marked = (yaml: string): string => yaml.replace(/[ \t]*# <-[ \t]*$/gm, '   # found here').trim();

export function staleFiles(): string[] {
  const wanted = checkPages(), there = fs.existsSync(FOLDER) ? fs.readdirSync(FOLDER) : [];
  return [...[...wanted].filter(([f, text]) => !there.includes(f) || fs.readFileSync(path.join(FOLDER, f), 'utf8') !== text).map(([f]) => f), ...there.filter((f) => !wanted.has(f))].sort();
}

if (require.main === module) {
  const stale = staleFiles();
  if (process.argv.includes('--check')) {
    if (stale.length > 0) { process.stderr.write(`stale in docs/checks: ${stale.join(', ')}; run \`npm run docs\` and commit the result\n`); process.exitCode = 1; }
  } else {
    fs.mkdirSync(FOLDER, { recursive: true });
    const wanted = checkPages();
    for (const f of fs.readdirSync(FOLDER)) if (!wanted.has(f)) fs.rmSync(path.join(FOLDER, f));
    for (const [f, text] of wanted) fs.writeFileSync(path.join(FOLDER, f), text);
  }
}
