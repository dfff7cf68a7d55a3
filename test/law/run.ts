import { generateMeshes } from '../generated/meshes';
import { pickSeeded } from '../generated/pick';
import { programs } from '../helpers/fixtures';
import { Alike, compare, noTally, printed, type Difference } from './compare';
import { subjectOf } from './subject';

const arg = (name: string): string | undefined => { const at = process.argv.indexOf(`--${name}`); return at < 0 ? undefined : process.argv[at + 1]; };
const from = Number(arg('seed') ?? 0), count = Number(arg('count') ?? 500), show = Number(arg('show') ?? 12), only = arg('only');

const tally = noTally(), alike = new Alike(), kinds = new Map<string, number>();
let shown = 0, bad = 0;
function tell(name: string, found: readonly Difference[]): void {
  if (found.length === 0) return;
  bad++;
  for (const d of found) kinds.set(kindOf(d), (kinds.get(kindOf(d)) ?? 0) + 1);
  for (const d of found.slice(0, 3)) if (shown++ < show) console.log(`${name}: ${printed(d)}`);
}
const kindOf = (d: Difference): string => d.where.replace(/[\w.*-]+\/[\w.-]+/g, 'W').replace(/ → [^ ]*/, ' → H').replace(/:.*/, ': …').replace(/\d+/g, 'N');

const start = Date.now();
if (only !== undefined || process.argv.includes('--fixtures')) for (const p of programs()) {
  if (only !== undefined && !p.name.includes(only)) continue;
  const s = subjectOf(p.build);
  if ('errors' in s) { console.log(`${p.name}: ${s.errors[0]}`); continue; }
  tell(p.name, compare(s.meant(), s.read(), tally, alike));
}
if (only === undefined) for (let seed = from; seed < from + count; seed++) {
  const s = subjectOf((app) => generateMeshes(app, pickSeeded(seed)));
  if ('errors' in s) { console.log(`seed ${seed}: ${s.errors[0]}`); continue; }
  tell(`seed ${seed}`, compare(s.meant(), s.read(), tally, alike));
}
console.log(`${bad} with differences; ${JSON.stringify(tally)}; ${((Date.now() - start) / 1000).toFixed(1)} s`);
for (const [kind, n] of [...kinds].sort((a, b) => b[1] - a[1]).slice(0, 25)) console.log(`${n}\t${kind}`);
