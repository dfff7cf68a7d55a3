import { leftOut } from '../mesh-on-cluster/left-out';
import { migrationOnCluster, platformOnCluster } from '../mesh-on-cluster/parts';
import type { Suite } from '../suite';

/** What is written is applied to a real cluster, and real requests get what the simulator says. */
export const cluster: Suite = {
  name: 'cluster',
  title: 'a real mesh runs from what is written: what is proved is what happens',
  async run(context) {
    for (const { what, why } of leftOut) context.log(`changed or left out: ${what}: ${why}`);
    await platformOnCluster(context);
    await migrationOnCluster(context);
  },
};
