import { istioCrds } from '../../../lib/control-plane/istio/base/crds';
import { RealCluster } from '../kube/cluster';
import { Engine } from './engine';
import { failed } from './outcomes';
import { watch, type Part, type Usage } from './processes';
import type { BenchParameters } from './program/bench';

export interface Measured {
  readonly resources: number;
  readonly ms: number;
  readonly parts: Readonly<Partial<Record<Part, Usage>>>;
}

/** A first preview of the mesh of the benchmarks on a cluster of its own: engine, Node host, program, and the provider, which asks the API server about every object. */
export async function measured(program: Required<BenchParameters>): Promise<Measured> {
  const cluster = await RealCluster.start({ only: 'api' });
  try {
    await cluster.apply(istioCrds());
    const engine = new Engine(cluster, 'bench', { seconds: 1800 });
    await engine.init();
    const stop = watch(engine.home), outcome = await engine.run('preview', { program: 'bench', ...program }), parts = stop();
    const problems = failed(outcome);
    if (problems.length > 0) throw new Error(problems.slice(0, 10).join('\n'));
    return { resources: outcome.steps.filter((s) => s.op === 'create').length, ms: outcome.seconds * 1000, parts };
  } finally {
    await cluster.stop();
  }
}
