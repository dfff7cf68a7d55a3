import { RealCluster } from '../kube/cluster';
import { everything } from '../pulumi/everything';
import { example } from '../pulumi/example';
import { operations } from '../pulumi/operations';
import { plain } from '../pulumi/plain';
import type { Suite } from '../suite';

/** `pulumi up`: engine, Node host and Kubernetes provider against a real cluster, from an empty one to Istio with a mesh and back. */
export const pulumi: Suite = {
  name: 'pulumi',
  title: 'every object as a resource of Pulumi, deployed for real',
  async run(context) {
    const cluster = await RealCluster.start({ log: context.log });
    try {
      await cluster.startDns();
      await everything(context, cluster);
    } finally {
      await cluster.stop();
    }
    // Without nodes: nothing of these runs.
    const api = await RealCluster.start({ only: 'controllers', log: context.log });
    try {
      await plain(context, api);
      await operations(context, api);
      await example(context, api);
    } finally {
      await api.stop();
    }
  },
};
