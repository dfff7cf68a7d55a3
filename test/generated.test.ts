import { type App } from 'cdk8s';
import * as fc from 'fast-check';
import type { IConstruct } from 'constructs';
import { loadAll } from 'js-yaml';
import { diagnosticsOf, MeshApp, renderDiagnostic } from '../lib';
import { Host } from '../lib/cdk8s/host';
import type { Manifest } from '../lib/manifests/manifest';
import { validate } from '../lib/manifests/validate';
import { FEATURES, type Feature } from '../lib/model/features';
import { featuresOf } from '../lib/model/features-of';
import { generateMeshes } from './generated/meshes';
import { pickFrom, pickSeeded, type Pick } from './generated/pick';
import { shuffled, temporary } from './helpers/apps';

const SEEDS = Array.from({ length: 60 }, (_, i) => i);
const outdir = temporary();
function generate(pick: Pick): App {
  const app = new MeshApp({ outdir });
  generateMeshes(app, pick);
  return app;
}
const errorsOf = (app: App): string[] => diagnosticsOf(app).filter((d) => d.severity === 'error').map((d) => renderDiagnostic(d));
/** All that the meshes of an app write. */
function lowered(app: App): Manifest[] {
  const { model, lower } = Host.of(app).compile();
  const out: Manifest[] = [];
  for (const mesh of model.meshes) lower(mesh.id, (m) => out.push(m));
  return out;
}

test('apps compile without an error, are valid as written, and have every feature between them', () => {
  const seen = new Set<Feature>();
  const problems: string[] = [];
  let objects = 0;
  const warned = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  for (const seed of SEEDS) {
    const app = generate(pickSeeded(seed));
    problems.push(...errorsOf(app).map((e) => `seed ${seed}: ${e}`));
    for (const feature of featuresOf(Host.of(app).compile().model).keys()) seen.add(feature);
    const written = loadAll(app.synthYaml()) as Manifest[];
    objects += written.length;
    for (const m of written) for (const v of validate(m)) if (v.level === 'error') problems.push(`seed ${seed}: ${m.kind} ${m.metadata.name} ${v.path}: ${v.message}`);
  }
  warned.mockRestore();
  expect(problems).toEqual([]);
  expect(FEATURES.filter((f) => !seen.has(f))).toEqual([]);
  expect(objects).toBeGreaterThan(SEEDS.length * 20);
});

test.each(SEEDS.filter((s) => s % 10 === 0))('seed %i: the same program writes the same, whatever the order of its declarations', (seed) => {
  const first = JSON.stringify(lowered(generate(pickSeeded(seed))));
  expect(JSON.stringify(lowered(generate(pickSeeded(seed))))).toBe(first);
  const other = generate(pickSeeded(seed));
  for (const mesh of other.node.children) reorder(mesh, seed);
  expect(JSON.stringify(lowered(other))).toBe(first);
});

/** The constructs below one, as if they had been declared in another order. */
function reorder(construct: IConstruct, seed: number): void {
  const node = construct.node as unknown as { _children?: Record<string, IConstruct> };
  if (!node._children) return;
  const wanted = shuffled(construct.node.children, seed);
  node._children = Object.fromEntries(wanted.map((c) => [c.node.id, c]));
  expect(construct.node.children.map((c) => c.node.id)).toEqual(wanted.map((c) => c.node.id));
  for (const child of construct.node.children) reorder(child, seed);
}

test('any app compiles without an error', () => {
  fc.assert(fc.property(fc.gen(), (g) => { expect(errorsOf(generate(pickFrom(g)))).toEqual([]); }), { numRuns: 30, seed: 20 });
});
