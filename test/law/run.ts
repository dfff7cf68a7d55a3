import { fork } from 'child_process';
import { mkdirSync, writeFileSync } from 'fs';
import { availableParallelism } from 'os';
import * as path from 'path';
import { FEATURES } from '../../lib/model/features';
import { featuresOf } from '../../lib/model/features-of';
import { Istio } from '../../lib';
import { WIDENINGS } from '../../lib/meaning';
import { generateMeshes, MESH_CONFIG } from '../generated/meshes';
import { pickSeeded } from '../generated/pick';
import { programs } from '../helpers/fixtures';
import { Alike, compare, noTally, printed, type Difference } from './compare';
import { mutated } from './mutate';
import { subjectOf, subjectOfModel, type Subject } from './subject';

// `npm run law -- [--full] [--seed N] [--count N] [--show N] [--only NAME] [--report] [--workers N]`: the law on all programs of the repository, on generated meshes, and on every third of
// them with changes that nobody wrote.
const flag = (name: string): boolean => process.argv.includes(`--${name}`);
const arg = (name: string): string | undefined => { const at = process.argv.indexOf(`--${name}`); return at < 0 ? undefined : process.argv[at + 1]; };
const full = flag('full'), first = Number(arg('seed') ?? 0), count = Number(arg('count') ?? (full ? 5000 : 500)), show = Number(arg('show') ?? 12), only = arg('only');
const workers = Math.max(1, Number(arg('workers') ?? (full ? availableParallelism() : 1)));

/** What one process found. */
interface Found { apps: number; mutants: number; unsound: number; refused: number; meshes: number; objects: number; unlike: number; features: string[]; differences: string[]; tally: ReturnType<typeof noTally> }
const nothing = (): Found => ({ apps: 0, mutants: 0, unsound: 0, refused: 0, meshes: 0, objects: 0, unlike: 0, features: [], differences: [], tally: noTally() });

const target = Istio.sidecar({ meshConfig: MESH_CONFIG }), started = Date.now();
const seconds = (): string => ((Date.now() - started) / 1000).toFixed(0);

/** The share of one process: programs and seeds by their number. */
function judged(share: number, of: number): Found {
  const found = nothing(), alike = new Alike(), features = new Set<string>();
  const judge = (name: string, subject: Subject | { readonly errors: readonly string[] }): void => {
    if ('errors' in subject) { found.refused++; process.stdout.write(`${name} does not compile: ${subject.errors[0]}\n`); return; }
    found.apps++;
    found.meshes += subject.model.meshes.length;
    found.objects += subject.objects.length;
    for (const feature of featuresOf(subject.model).keys()) features.add(feature);
    const differences: readonly Difference[] = compare(subject.meant(), subject.read(), found.tally, alike);
    if (differences.length === 0) return;
    found.unlike++;
    found.differences.push(...differences.slice(0, 3).map((d) => `${name}: ${printed(d)}`));
    if (found.unlike <= show) for (const d of differences.slice(0, 3)) process.stdout.write(`${name}: ${printed(d)}\n`);
  };
  programs().forEach((program, i) => { if (i % of === share && (only === undefined || program.name.includes(only))) judge(program.name, subjectOf(program.build)); });
  for (let seed = first; only === undefined && seed < first + count; seed++) {
    if (seed % of !== share) continue;
    const subject = subjectOf((app) => generateMeshes(app, pickSeeded(seed)));
    judge(`seed ${seed}`, subject);
    if (Math.floor(seed / of) % 3 === 0 && !('errors' in subject)) {
      const other = subjectOfModel(mutated(subject.model, pickSeeded(seed * 1000)), target);
      // Most changes make sense; the others are what the compiler is there for.
      if ('errors' in other) found.unsound++; else { found.mutants++; judge(`seed ${seed} with changes`, other); }
    }
    const done = seed - first + 1;
    if (Math.floor(done / 250) !== Math.floor(Math.max(0, done - of) / 250)) process.stdout.write(`${done} of ${count}, ${found.unlike} with differences here, ${seconds()} s\n`);
  }
  return { ...found, features: [...features] };
}

function added(a: Found, b: Found): Found {
  const sum = { ...a, features: [...new Set([...a.features, ...b.features])], differences: [...a.differences, ...b.differences], tally: { ...a.tally } };
  for (const key of ['apps', 'mutants', 'unsound', 'refused', 'meshes', 'objects', 'unlike'] as const) sum[key] += b[key];
  for (const key of Object.keys(sum.tally) as (keyof Found['tally'])[]) sum.tally[key] += b.tally[key];
  return sum;
}

async function all(): Promise<Found> {
  if (workers === 1) return judged(0, 1);
  const parts = await Promise.all(Array.from({ length: workers }, (_, i) => new Promise<Found>((resolve, reject) => {
    const child = fork(__filename, [...process.argv.slice(2), '--part', String(i)], { execArgv: process.execArgv });
    child.on('message', (found) => resolve(found as Found));
    child.on('exit', (code) => { if (code !== 0) reject(new Error(`part ${i} ended with ${String(code)}`)); });
  })));
  return parts.reduce(added, nothing());
}

function report(found: Found): string {
  const { tally } = found;
  const figures: readonly (readonly [string, number])[] = [
    ['programs of the repository and generated apps', found.apps - found.mutants], ['generated models with changes that compile', found.mutants], ['changed models that the compiler refuses, so that nothing is written', found.unsound],
    ['meshes in them', found.meshes], ['objects they are written as', found.objects], ['clients', tally.clients], ['servers', tally.servers], ['gateways', tally.gateways],
    ['rule tables (a client or a gateway, a host, a port)', tally.tables], ['destinations', tally.destinations], ['gates (a server or a listener, a port)', tally.gates], ['requests that were put to both sides', tally.probes],
  ];
  const missing = FEATURES.filter((f) => !found.features.includes(f));
  return [
    `# The law, ${new Date().toISOString().slice(0, 10)}`, '',
    'What a model means must be what its manifests mean when they are read back. `lib/meaning` works the one out from the model alone, the Istio reader of `lib/effective` the other from the objects; `test/law` holds the two against each other.', '',
    `\`npm run law -- ${process.argv.slice(2).join(' ')}\`: seeds ${first} to ${first + count - 1}, ${seconds()} s in ${workers} processes.`, '',
    `**${found.unlike === 0 ? 'No differences' : `${found.unlike} apps with differences`}.**${found.refused > 0 ? ` ${found.refused} apps did not compile.` : ''}`, '',
    '| what was compared | how many |', '|---|---|', ...figures.map(([what, n]) => `| ${what} | ${n.toLocaleString('en-US')} |`), '',
    `Features of the language in them: ${FEATURES.length - missing.length} of ${FEATURES.length}${missing.length > 0 ? `; not: ${missing.join(', ')}` : ''}.`, '',
    'Requests lie around the borders of the conditions of both sides: values that meet a condition and values that only just do not, two conditions at once, one thing changed at a time. Rules, or gates, whose texts are the same as before are not asked again.', '',
    '## Where access is wider than routes', '', 'Authorization cannot see all that a route looks at. These widenings are known to the meaning; nothing else may be wider than what is declared.', '',
    ...Object.entries(WIDENINGS).map(([name, what]) => `- \`${name}\`: ${what}`), '',
    '## What is not compared', '',
    '- rate limits and telemetry: they are EnvoyFilters and Telemetry objects, which the reader does not turn into facts', '- tokens without a subject: Istio counts them as no token', '- whether a retry avoids the endpoints that failed: the installation decides it',
    '- what a request gets at an HTTPS listener whose certificate was chosen for another name', '- which of several matches of one rule a rewritten prefix is that of, where a request meets several', '- hosts that a client sees, but neither calls nor is sent on to by a host that it calls: how they are reached', '',
    ...(found.differences.length > 0 ? ['## Differences', '', '```', ...found.differences.slice(0, 60), '```', ''] : []),
  ].join('\n');
}

async function main(): Promise<void> {
  const found = await all();
  process.stdout.write(`${found.apps} apps, ${found.unlike} with differences, ${found.refused} that do not compile, ${found.mutants} with changes, ${found.tally.probes} requests, ${seconds()} s\n`);
  if (full || flag('report')) {
    const folder = path.join(__dirname, '../../docs/reports'), file = path.join(folder, `law-${new Date().toISOString().slice(0, 10)}.md`);
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, report(found));
    process.stdout.write(`written to ${path.relative(process.cwd(), file)}\n`);
  }
  process.exitCode = found.unlike + found.refused > 0 ? 1 : 0;
}

const part = arg('part');
if (part === undefined) void main();
else process.send!(judged(Number(part), workers), () => process.disconnect());
