import { builtInCases } from '../kube/cases/built-in';
import { controlPlaneCases } from '../kube/cases/control-planes';
import { istiodCases } from '../kube/cases/istiod';
import { kindCases } from '../kube/cases/kinds';
import { withCni } from '../kube/cases/pod-security';
import { programCases } from '../kube/cases/programs';
import { upgradeCases } from '../kube/cases/upgrade';
import { type ClusterOptions, RealCluster } from '../kube/cluster';
import { toolsOf } from '../kube/tools';
import type { Suite, SuiteContext } from '../suite';

/** A real API server takes what is written. */
export const kubernetes: Suite = {
  name: 'kubernetes',
  title: 'a real API server takes every example and the control plane: in the written order, again without a change, upgraded by revision and tag, deleted clean',
  async run(context) {
    toolsOf('node', context.log); // whatever has to be built is built before two clusters run beside each other
    await both(
      // Where no pods run: objects only.
      within({ only: 'controllers', log: context.log }, async (cluster) => {
        await kindCases(context, cluster);
        await timed(context, 'programs', () => programCases(context, cluster));
        await timed(context, 'control planes', () => controlPlaneCases(context, cluster));
      }),
      // Alone, as other objects of the cluster would have their say.
      within({ only: 'api', log: context.log }, (cluster) => timed(context, 'built-in kinds', () => builtInCases(context, cluster))),
      // With an istiod that runs from what is written, and its webhooks.
      within({ log: context.log }, async (cluster) => {
        await cluster.startDns();
        await timed(context, 'upgrade', () => upgradeCases(context, cluster));
        await timed(context, 'istiod', () => istiodCases(context, cluster));
        await timed(context, 'Pod Security', () => withCni(context, cluster));
      }),
    );
  },
};

/** Both to their end, so that both clusters are stopped; then the first error. */
async function both(...runs: readonly Promise<void>[]): Promise<void> {
  for (const end of await Promise.allSettled(runs)) if (end.status === 'rejected') throw end.reason;
}

async function within(options: ClusterOptions, run: (cluster: RealCluster) => Promise<void>): Promise<void> {
  const cluster = await RealCluster.start(options);
  try {
    await run(cluster);
  } finally {
    await cluster.stop();
  }
}

async function timed(context: SuiteContext, name: string, run: () => Promise<void>): Promise<void> {
  const started = Date.now();
  await run();
  context.figure(`${name}, s`, Math.round((Date.now() - started) / 100) / 10);
}
