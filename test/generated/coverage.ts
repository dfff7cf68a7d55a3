import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { App } from 'cdk8s';
import { diagnosticsOf } from '../../lib';
import { Host } from '../../lib/cdk8s/host';
import { FEATURES, type Feature } from '../../lib/model/features';
import { featuresOf } from '../../lib/model/features-of';
import { generateMeshes } from './meshes';
import { pickSeeded } from './pick';

/** How often each feature, and each two of them, are in one generated app. */
export interface Coverage {
  readonly apps: number;
  /** Seeds of apps that do not compile. */
  readonly failed: readonly number[];
  readonly count: ReadonlyMap<Feature, number>;
  readonly pairs: readonly { readonly a: Feature; readonly b: Feature; readonly count: number }[];
}

export function coverage(seeds: Iterable<number>): Coverage {
  const outdir = fs.mkdtempSync(path.join(os.tmpdir(), 'mesh-coverage-'));
  const n = FEATURES.length;
  const at = new Map<Feature, number>(FEATURES.map((f, i) => [f, i]));
  const both = new Uint32Array(n * n);
  const failed: number[] = [];
  let apps = 0;
  for (const seed of seeds) {
    const app = new App({ outdir });
    generateMeshes(app, pickSeeded(seed));
    if (diagnosticsOf(app).some((d) => d.severity === 'error')) failed.push(seed);
    const found = [...featuresOf(Host.of(app).compile().model).keys()].map((f) => at.get(f)!);
    for (const i of found) for (const j of found) both[i * n + j]++;
    apps++;
  }
  fs.rmSync(outdir, { recursive: true });
  const pairs = FEATURES.flatMap((a, i) => FEATURES.slice(i + 1).map((b, k) => ({ a, b, count: both[i * n + i + 1 + k] })));
  return { apps, failed, count: new Map(FEATURES.map((f, i) => [f, both[i * n + i]])), pairs: pairs.sort((x, y) => x.count - y.count) };
}
