import { App } from 'cdk8s';
import { diagnosticsOf } from '../../lib';
import { Host } from '../../lib/cdk8s/host';
import { FEATURES, type Feature } from '../../lib/model/features';
import { featuresOf } from '../../lib/model/features-of';
import { temporary } from '../helpers/apps';
import { exclusionOf } from './exclusions';
import { generateMeshes } from './meshes';
import { pickSeeded } from './pick';

/** Two features, and how many meshes and apps have both. */
export interface Pair { readonly a: Feature; readonly b: Feature; readonly meshes: number; readonly apps: number; /** why no single mesh can have both */ readonly excluded?: string }

/** How often each feature, and each two of them, are in one generated mesh, and in one app of several meshes. */
export interface Counts {
  readonly apps: number;
  readonly meshes: number;
  /** Seeds of apps that do not compile. */
  readonly failed: readonly number[];
  readonly features: readonly { readonly feature: Feature; readonly meshes: number; readonly apps: number }[];
  /** The rarest in one mesh first. */
  readonly pairs: readonly Pair[];
}

/** Counts of sets of features. */
class Tally {
  private static readonly at = new Map<Feature, number>(FEATURES.map((f, i) => [f, i]));
  private readonly both = new Uint32Array(FEATURES.length ** 2);
  sets = 0;

  add(features: Iterable<Feature>): void {
    const found = Array.from(features, (f) => Tally.at.get(f)!);
    for (const i of found) for (const j of found) this.both[i * FEATURES.length + j]++;
    this.sets++;
  }
  count(a: number, b = a): number { return this.both[a * FEATURES.length + b]; }
}

export function count(seeds: Iterable<number>): Counts {
  const outdir = temporary();
  const inMesh = new Tally(), inApp = new Tally();
  const failed: number[] = [];
  for (const seed of seeds) {
    const app = new App({ outdir });
    generateMeshes(app, pickSeeded(seed));
    if (diagnosticsOf(app).some((d) => d.severity === 'error')) failed.push(seed);
    const { model } = Host.of(app).compile();
    inApp.add(featuresOf(model).keys());
    for (const { id } of model.meshes) inMesh.add(featuresOf(model, [id]).keys());
  }
  const pairs = FEATURES.flatMap((a, i) => FEATURES.slice(i + 1).map((b, k): Pair => ({ a, b, meshes: inMesh.count(i, i + 1 + k), apps: inApp.count(i, i + 1 + k), excluded: exclusionOf(a, b) })));
  return {
    apps: inApp.sets, meshes: inMesh.sets, failed,
    features: FEATURES.map((feature, i) => ({ feature, meshes: inMesh.count(i), apps: inApp.count(i) })),
    pairs: pairs.sort((x, y) => x.meshes - y.meshes || x.apps - y.apps),
  };
}
