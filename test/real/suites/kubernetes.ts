import { controlPlaneCases } from '../kube/cases/control-planes';
import { kindCases } from '../kube/cases/kinds';
import { withCni } from '../kube/cases/pod-security';
import { programCases } from '../kube/cases/programs';
import { upgradeCases } from '../kube/cases/upgrade';
import { type ClusterOptions, RealCluster } from '../kube/cluster';
import type { Suite, SuiteContext } from '../suite';

/** A real API server takes what is written. */
export const kubernetes: Suite = {
  name: 'kubernetes',
  title: 'a real API server takes every example and the control plane: in the written order, again without a change, upgraded by revision and tag, deleted clean',
  async run(context) {
    // Where no pods run: objects only.
    await within({ only: 'controllers', log: context.log }, async (cluster) => {
      await kindCases(context, cluster);
      await timed(context, 'programs', () => programCases(context, cluster));
      await timed(context, 'control planes', () => controlPlaneCases(context, cluster));
    });
    // With an istiod that runs from what is written, and its webhooks.
    await within({ log: context.log }, async (cluster) => {
      await cluster.startDns();
      await timed(context, 'upgrade', () => upgradeCases(context, cluster));
      await timed(context, 'Pod Security', () => withCni(context, cluster));
    });
  },
};

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
