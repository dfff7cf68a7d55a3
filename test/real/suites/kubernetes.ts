import { programCases } from '../kube/cases/programs';
import { withCni } from '../kube/cases/pod-security';
import { upgradeCases } from '../kube/cases/upgrade';
import { RealCluster } from '../kube/cluster';
import type { Suite } from '../suite';

/** A real API server takes what is written. */
export const kubernetes: Suite = {
  name: 'kubernetes',
  title: 'a real API server takes every example and the control plane: in the written order, again without a change, upgraded by revision and tag, deleted clean',
  async run(context) {
    await programCases(context);
    const cluster = await RealCluster.start({ log: context.log });
    try {
      await cluster.startDns();
      await upgradeCases(context, cluster);
      await withCni(context, cluster);
    } finally {
      await cluster.stop();
    }
  },
};
