import { mkdirSync, writeFileSync } from 'fs';
import * as path from 'path';
import { FEATURES, type Feature } from '../../lib/model/features';
import { featuresOf } from '../../lib/model/features-of';
import { WIDENINGS } from '../../lib/meaning';
import { Istio } from '../../lib';
import { generateMeshes, MESH_CONFIG } from '../generated/meshes';
import { pickSeeded } from '../generated/pick';
import { programs } from '../helpers/fixtures';
import { Alike, compare, noTally, printed, type Difference } from './compare';
import { mutated } from './mutate';
import { subjectOf, subjectOfModel, type Subject } from './subject';

// `npm run law -- [--full] [--seed N] [--count N] [--show N] [--only NAME] [--report]`: the law on all programs of the repository, on generated meshes, and on every third of them with changes
// that nobody wrote.
const flag = (name: string): boolean => process.argv.includes(`--${name}`);
const arg = (name: string): string | undefined => { const at = process.argv.indexOf(`--${name}`); return at < 0 ? undefined : process.argv[at + 1]; };
const full = flag('full'), first = Number(arg('seed') ?? 0), count = Number(arg('count') ?? (full ? 5000 : 500)), show = Number(arg('show') ?? 12), only = arg('only');

const tally = noTally(), alike = new Alike(), seen = new Set<Feature>(), started = Date.now();
const target = Istio.sidecar({ meshConfig: MESH_CONFIG });
let meshes = 0, apps = 0, objects = 0, unlike = 0, shown = 0, refused = 0, mutants = 0, unsound = 0;
const differences: string[] = [];

function judge(name: string, subject: Subject | { readonly errors: readonly string[] }): void {
  if ('errors' in subject) { refused++; process.stdout.write(`${name} does not compile: ${subject.errors[0]}\n`); return; }
  apps++;
  meshes += subject.model.meshes.length;
  objects += subject.objects.length;
  for (const feature of featuresOf(subject.model).keys()) seen.add(feature);
  const found: readonly Difference[] = compare(subject.meant(), subject.read(), tally, alike);
  if (found.length === 0) return;
  unlike++;
  differences.push(...found.slice(0, 3).map((d) => `${name}: ${printed(d)}`));
  for (const d of found.slice(0, 3)) if (shown++ < show) process.stdout.write(`${name}: ${printed(d)}\n`);
}

for (const program of programs()) if (only === undefined || program.name.includes(only)) judge(program.name, subjectOf(program.build));
for (let seed = first; only === undefined && seed < first + count; seed++) {
  const subject = subjectOf((app) => generateMeshes(app, pickSeeded(seed)));
  judge(`seed ${seed}`, subject);
  if (seed % 3 === 0 && !('errors' in subject)) {
    const other = subjectOfModel(mutated(subject.model, pickSeeded(seed * 1000)), target);
    // Most changes make sense; the others are what the compiler is there for.
    if ('errors' in other) unsound++; else { mutants++; judge(`seed ${seed} with changes`, other); }
  }
  const done = seed - first + 1;
  if (done % 250 === 0) process.stdout.write(`${done} of ${count}, ${unlike} with differences, ${seconds()} s\n`);
}
function seconds(): string { return ((Date.now() - started) / 1000).toFixed(0); }

const figures: readonly (readonly [string, number])[] = [
  ['programs of the repository and generated apps', apps - mutants], ['generated models with changes that compile', mutants], ['changed models that the compiler refuses, so that nothing is written', unsound], ['meshes in them', meshes], ['objects they are written as', objects], ['clients', tally.clients], ['servers', tally.servers], ['gateways', tally.gateways],
  ['rule tables (a client or a gateway, a host, a port)', tally.tables], ['destinations', tally.destinations], ['gates (a server or a listener, a port)', tally.gates], ['requests that were put to both sides', tally.probes],
];
process.stdout.write(`${apps} apps, ${unlike} with differences, ${refused} that do not compile, ${mutants} with changes, ${tally.probes} requests, ${seconds()} s\n`);
if (full || flag('report')) {
  const date = new Date().toISOString().slice(0, 10), folder = path.join(__dirname, '../../docs/reports'), file = path.join(folder, `law-${date}.md`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, [
    `# The law, ${date}`, '',
    'What a model means must be what its manifests mean when they are read back. `lib/meaning` works the one out from the model alone, the Istio reader of `lib/effective` the other from the objects; `test/law` holds the two against each other.', '',
    `\`npm run law -- ${process.argv.slice(2).join(' ')}\`: seeds ${first} to ${first + count - 1}, ${seconds()} s.`, '',
    `**${unlike === 0 ? 'No differences' : `${unlike} apps with differences`}.**${refused > 0 ? ` ${refused} apps did not compile.` : ''}`, '',
    '| what was compared | how many |', '|---|---|', ...figures.map(([what, n]) => `| ${what} | ${n.toLocaleString('en-US')} |`), '',
    `Features of the language in them: ${seen.size} of ${FEATURES.length}${seen.size < FEATURES.length ? `; not: ${FEATURES.filter((f) => !seen.has(f)).join(', ')}` : ''}.`, '',
    'Requests lie around the borders of the conditions of both sides: values that meet a condition and values that only just do not, two conditions at once, one thing changed at a time. Rules, or gates, whose texts are the same as before are not asked again.', '',
    '## Where access is wider than routes', '', 'Authorization cannot see all that a route looks at. These widenings are known to the meaning; nothing else may be wider than what is declared.', '',
    ...Object.entries(WIDENINGS).map(([name, what]) => `- \`${name}\`: ${what}`), '',
    '## What is not compared', '',
    '- rate limits and telemetry: they are EnvoyFilters and Telemetry objects, which the reader does not turn into facts', '- tokens without a subject: Istio counts them as no token', '- whether a retry avoids the endpoints that failed: the installation decides it',
    '- what a request for a name that no certificate was chosen for gets at an HTTPS listener', '',
    ...(differences.length > 0 ? ['## Differences', '', '```', ...differences.slice(0, 60), '```', ''] : []),
  ].join('\n'));
  process.stdout.write(`written to ${path.relative(process.cwd(), file)}\n`);
}
process.exitCode = unlike + refused > 0 ? 1 : 0;
