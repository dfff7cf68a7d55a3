import type { App } from 'cdk8s';
import { MeshApp, type Istio } from '../../lib';
import { compile } from '../../lib/compile';
import type { Resolved } from '../../lib/resolve/resolved';
import { foreignObjects } from '../../lib/cdk8s/foreign';
import { existingObjects } from '../../lib/cdk8s/existing-objects';
import { readOptionsOf } from '../../lib/cdk8s/effective-of';
import { Emitted } from '../../lib/cdk8s/emitted';
import { Host } from '../../lib/cdk8s/host';
import { INSTALLATION } from '../../lib/constructs/installation';
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

/** The same of a model that no program declares. What stands beside the meshes in a program is taken to exist. */
export function subjectOfModel(model: MeshModel, target: Istio): Subject | { readonly errors: readonly string[] } {
  const { settings } = target, options: ReadOptions = { rootNamespace: settings.rootNamespace, clusterDomain: settings.clusterDomain, trustDomain: settings.trustDomain, meshConfig: settings.meshConfig as ReadOptions['meshConfig'], inventory: 'closed' };
  const compiled = compile({ model, targetOf: () => target, diagnostics: [] });
  const errors = compiled.diagnostics.filter((d) => d.severity === 'error').map((d) => renderDiagnostic(d));
  if (errors.length > 0) return { errors };
  const written: SourceObject[] = [];
  for (const mesh of model.meshes) compiled.lower(mesh.id, (manifest, origin) => written.push(fromConstruct(manifest, origin)));
  return sidesOf(model, compiled.resolved, options, written);
}
function sidesOf(model: MeshModel, resolved: Resolved, options: ReadOptions, written: readonly SourceObject[]): Subject {
  const facts = factsOf(options), there = [...written, ...platformObjects(model, facts, written)], objects = [...there, ...existingObjects(resolved, there), ...observerObjects];
  return { model, facts, options, objects, meant: (of = model) => meaningOf(withObserver(of, options), facts), read: (of = objects) => readIstio(of, options) };
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
  // What installs the mesh is no part of what a mesh means: its gateways are there already, as far as a model says.
  for (const chart of app.node.findAll()) if (Chart.isChart(chart) && !(INSTALLATION in chart)) for (const object of foreignObjects(chart, (o) => o instanceof Emitted)) written.push(fromConstruct(object.toJson() as Manifest, { path: object.node.path }));
  return sidesOf(model, compiled.resolved, options, written);
}
