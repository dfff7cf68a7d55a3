import type { App } from 'cdk8s';
import { MeshApp } from '../../lib';
import { foreignObjects } from '../../lib/cdk8s/foreign';
import { existingObjects } from '../../lib/cdk8s/existing-objects';
import { readOptionsOf } from '../../lib/cdk8s/effective-of';
import { Emitted } from '../../lib/cdk8s/emitted';
import { Host } from '../../lib/cdk8s/host';
import { renderDiagnostic } from '../../lib/diagnostics';
import { fromConstruct, readIstio, type EffectiveMesh, type ReadOptions, type SourceObject } from '../../lib/effective';
import type { Manifest } from '../../lib/manifests/manifest';
import type { MeshModel } from '../../lib/model';
import { meaningOf, type MeaningFacts } from '../../lib/meaning';
import { Chart } from 'cdk8s';
import { temporary } from '../helpers/apps';
import { factsOf, platformObjects } from './installation';
import { observerObjects, withObserver } from './observer';

/** A program with both of its sides: what it means, and the objects that it is written as. */
export interface Subject {
  readonly model: MeshModel;
  readonly facts: MeaningFacts;
  readonly options: ReadOptions;
  readonly objects: readonly SourceObject[];
  /** Of the program's model, or of another in its place; seen by an observer besides. */
  meant(of?: MeshModel): EffectiveMesh;
  /** What proxies make of the objects, or of others in their place. */
  read(objects?: readonly SourceObject[]): EffectiveMesh;
}

let folder: string | undefined;
/** undefined: the program has errors, so that nothing is written. */
export function subjectOf(build: (app: App) => unknown): Subject | { readonly errors: readonly string[] } {
  const app = new MeshApp({ outdir: (folder ??= temporary()) });
  build(app);
  const compiled = Host.of(app).compile(), { model } = compiled, options = { ...readOptionsOf(compiled), inventory: 'closed' as const };
  const errors = compiled.diagnostics.filter((d) => d.severity === 'error').map((d) => renderDiagnostic(d));
  if (errors.length > 0) return { errors };
  const written: SourceObject[] = [];
  for (const mesh of model.meshes) compiled.lower(mesh.id, (manifest, origin) => written.push(fromConstruct(manifest, origin)));
  for (const chart of app.node.findAll()) if (Chart.isChart(chart)) for (const object of foreignObjects(chart, (o) => o instanceof Emitted)) written.push(fromConstruct(object.toJson() as Manifest, { path: object.node.path }));
  const facts = factsOf(options);
  const there = [...written, ...platformObjects(model, facts, written)];
  const objects = [...there, ...existingObjects(compiled.resolved, there), ...observerObjects];
  return { model, facts, options, objects, meant: (of = model) => meaningOf(withObserver(of), facts), read: (of = objects) => readIstio(of, options) };
}
