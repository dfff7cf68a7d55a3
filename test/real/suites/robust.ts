import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checks, runChecks } from '../../../lib/checks';
import { fromFile, readIstio, type IstioMesh, type Workload } from '../../../lib/effective';
import { graphOf } from '../../../lib/graph';
import { readManifests } from '../../../lib/manifests/yaml';
import { sourceLine } from '../../../lib/diagnostics';
import { simulate } from '../../../lib/simulate';
import { repository } from '../build';
import { randomOf } from '../corpus/random';
import type { Suite } from '../suite';

/** Damaged and odd input through the whole of `mesh`: it never crashes or hangs, and what it cannot read has a place. */
export const robust: Suite = {
  name: 'robust',
  title: 'mutated and truncated files: no crash, no hang, a located error; unknown kinds pass',
  async run(context) {
    const random = randomOf(context.seed);
    const seeds = corpus();
    const count = context.full ? 40_000 : 10_000;
    const problems = new Map<string, string[]>();
    let unreadable = 0, findings = 0, slowest = 0;
    for (let i = 0; i < count; i++) {
      const { name, text } = seeds[Math.floor(random() * seeds.length)];
      const damaged = damage(text, random);
      const started = Date.now();
      try {
        const { broken, found } = throughEverything(damaged, random);
        unreadable += broken;
        findings += found;
      } catch (error) {
        const stack = String((error as Error).stack).split('\n').slice(0, 3).join(' ');
        problems.set(stack, [...(problems.get(stack) ?? []), `${name}, case ${i}`]);
      }
      slowest = Math.max(slowest, Date.now() - started);
      if (i % 2000 === 1999) context.log(`${i + 1} files`);
    }
    context.check(`${count} damaged files`, [...problems].slice(0, 20).map(([stack, where]) => `${where.length} times (${where[0]}): ${stack}`));
    context.check('no file takes more than five seconds', slowest > 5000 ? [`the slowest took ${slowest} ms`] : []);
    context.figure('damaged files', count);
    context.figure('documents that cannot be read', unreadable);
    context.figure('findings', findings);
    context.figure('slowest file (ms)', slowest);
    large(context.check, context.figure);
    limits(context.check);
  },
};

function corpus(): { name: string; text: string }[] {
  const out: { name: string; text: string }[] = [];
  const take = (folder: string) => {
    for (const entry of readdirSync(folder, { recursive: true, encoding: 'utf8' })) if (/\.yaml$/.test(entry)) out.push({ name: entry, text: readFileSync(join(folder, entry), 'utf8') });
  };
  for (const folder of ['examples', 'language', 'tasks']) { const path = join(repository, 'test/fixtures', folder); if (existsSync(path)) take(path); }
  return out;
}

type Random = () => number;

const ODD = ['null', '~', '7', '-1', '1e99', 'true', '""', '"  "', '[]', '{}', '[null]', '[[1]]', '{a: {b: 1}}', '*nope', '&a x', '!!binary aGk=', '|', '>-', '"\\u0000"', "'", '{', '[', '<<', '99999999999999999999', '"*"', '"*.*"', '"."', '"/"', '"(("', '0x1F', '.inf', '{"": 1}', '[{}, [], null, 1, "x"]', 'x'.repeat(300)];

/** One to four changes: cut off, lines gone, doubled, moved, indented; values of the wrong kind; single characters. */
function damage(text: string, random: Random): string {
  // A part of a long file will do, and keeps the pace.
  const documents = text.split(/^---$/m);
  const from = Math.floor(random() * documents.length);
  let lines = documents.slice(from, from + 12).join('---').split('\n');
  const at = () => Math.floor(random() * lines.length);
  for (let n = 1 + Math.floor(random() * 4); n > 0; n--) {
    const i = at();
    switch (Math.floor(random() * 9)) {
      case 0: lines = lines.slice(0, i + 1); lines[lines.length - 1] = (lines[lines.length - 1] ?? '').slice(0, Math.floor(random() * 20)); break;
      case 1: lines.splice(i, 1 + Math.floor(random() * 3)); break;
      case 2: lines.splice(i, 0, lines[at()] ?? ''); break;
      case 3: lines[i] = `${' '.repeat(Math.floor(random() * 4))}${(lines[i] ?? '').replace(/^ {0,2}/, '')}`; break;
      case 4: case 5: case 6: lines[i] = (lines[i] ?? '').replace(/^(\s*(?:- )?[^:\s][^:]*:)(\s.*)?$/, (_, key: string) => `${key} ${ODD[Math.floor(random() * ODD.length)]}`); break;
      case 7: { const line = lines[i] ?? '', c = Math.floor(random() * (line.length + 1)); lines[i] = line.slice(0, c) + '{}[]:,&*#?|>\'"%@`-\t'[Math.floor(random() * 20)] + line.slice(c + Math.floor(random() * 2)); break; }
      default: lines[i] = (lines[i] ?? '').replace(/^(\s*)([^:]+):/, (_, space: string, key: string) => `${space}${key}${['', 'x', ' '][Math.floor(random() * 3)]}:`);
    }
    if (lines.length === 0) lines = [''];
  }
  return lines.join('\n');
}

function throughEverything(text: string, random: Random): { broken: number; found: number } {
  const { manifests, diagnostics } = readManifests(text, 'damaged.yaml');
  for (const d of diagnostics) { const line = sourceLine(d.source); if (!line || line.line < 1) throw new Error(`a finding without a place: ${d.message}`); }
  const mesh = readIstio(manifests.map(fromFile), { inventory: random() < 0.5 ? 'open' : 'closed' });
  const { diagnostics: found } = runChecks({ mesh }, { checks, profile: 'strict' });
  for (const d of found) { if (d.code === 'MESH2903') throw new Error(d.message); sourceLine(d.source); }
  for (const w of mesh.workloads.slice(0, 4)) views(mesh, w);
  graphOf(mesh);
  for (const w of mesh.workloads.slice(0, 2)) for (const h of mesh.world.hosts.filter((one) => /^[\w.-]+$/.test(one.name)).slice(0, 2)) for (const p of h.ports.slice(0, 1)) {
    simulate(mesh, { from: w.id, to: `http://${h.name}:${Number.isInteger(p.number) && p.number > 0 && p.number < 65536 ? p.number : 80}/x?y=1` });
  }
  return { broken: diagnostics.filter((d) => d.code === 'MESH1901').length, found: found.length };
}

function views(mesh: IstioMesh, w: Workload): void {
  if (w.proxy === 'gateway') { for (const l of mesh.gateway(w).listeners) for (const s of l.servers) s.http?.all(); return; }
  if (w.proxy !== 'sidecar') return;
  const client = mesh.client(w);
  for (const port of client.httpPorts()) for (const host of client.http(port)?.all() ?? []) for (const rule of host.rules) if (rule.action.kind === 'forward') for (const s of rule.action.to) client.destination(s.to)?.workloads();
  for (const h of client.hosts()) for (const p of h.ports) client.bytes(p.number);
  for (const port of mesh.server(w).ports) void port.gate;
}

/** A hundred megabytes of kinds that nobody knows, and of Services: read whole, in a stated time. */
function large(check: (name: string, problems: readonly string[]) => void, figure: (name: string, value: string | number) => void): void {
  const one = (i: number) => `apiVersion: example.com/v1\nkind: Widget\nmetadata:\n  name: widget-${i}\n  namespace: shop\nspec:\n${`  text: "${'lorem ipsum '.repeat(20)}"\n  list: [1, 2, {deep: {er: [x, y]}}]\n`}`;
  const parts: string[] = [];
  let size = 0;
  for (let i = 0; size < 100e6; i++) { const text = one(i); parts.push(text); size += text.length + 4; }
  const started = Date.now();
  const { manifests, diagnostics } = readManifests(parts.join('---\n'), 'large.yaml');
  const mesh = readIstio(manifests.map(fromFile), { inventory: 'closed' });
  const { diagnostics: found } = runChecks({ mesh }, { checks });
  figure('100 MB of unknown kinds (ms)', Date.now() - started);
  figure('memory after it (MiB)', Math.round(process.memoryUsage().rss / 1048576));
  check('100 MB of unknown kinds pass untouched', [...(manifests.length === parts.length ? [] : [`${manifests.length} of ${parts.length} objects`]), ...diagnostics.map((d) => d.message), ...found.filter((d) => d.severity === 'error').slice(0, 5).map((d) => d.message)]);
}

/** Nesting, aliases and merge keys have limits that are told. */
function limits(check: (name: string, problems: readonly string[]) => void): void {
  const head = 'apiVersion: v1\nkind: X\nmetadata: {name: a}\n';
  const said = (text: string) => readManifests(text, 'x.yaml').diagnostics.map((d) => d.message).join();
  const expect = (name: string, text: string, pattern: RegExp) => check(name, pattern.test(said(text)) ? [] : [`says: ${said(text)}`]);
  expect('deep nesting', `${head}spec: ${'['.repeat(100_000)}${']'.repeat(100_000)}\n`, /nested deeper than 400 levels/);
  let bomb = `${head}a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n`;
  for (let i = 1; i < 9; i++) bomb += `a${i}: &a${i} [${Array<string>(10).fill(`*a${i - 1}`).join(',')}]\n`;
  expect('aliases that multiply', bomb, /more than 5000000 values once its aliases are followed/);
  expect('an alias in itself', `${head}spec: &a [*a]\n`, /inside its own anchor/);
  const merged = readManifests(`${head}base: &b {x: 1}\nspec:\n  <<: *b\n  z: 2\n`, 'x.yaml').manifests[0]?.manifest.spec;
  check('merge keys', JSON.stringify(merged) === '{"x":1,"z":2}' ? [] : [`read as ${JSON.stringify(merged)}`]);
}
