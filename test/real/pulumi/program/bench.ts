import { App } from 'cdk8s';
import * as lib from 'cdk8s-mesh';
import { MeshResources } from 'cdk8s-mesh/pulumi';
import { declareMesh } from '../../../../bench/mesh';
import { untyped } from '../../../../bench/pulumi-untyped';

export interface BenchParameters {
  /** `untyped`: Pulumi's own way. */
  readonly way?: 'ours' | 'untyped';
  readonly services?: number;
}

/** The mesh of the benchmarks (`npm run bench -- pulumi-real --real`). */
export function bench({ way = 'ours', services = 10 }: BenchParameters): void {
  const app = new App();
  declareMesh(lib, app, { services });
  if (way === 'ours') new MeshResources('bench', app); else untyped(app.charts.flatMap((c) => c.toJson()));
}
