import { finding, type Check } from './check';
import { destinationRules } from './parts/destination-rules';
import { knownHosts } from './parts/known-hosts';

/** A DestinationRule is looked up in three places only. */
export const destinationRulesAreLookedUp: Check = {
  code: 'MESH2111',
  title: 'a DestinationRule stands where it is looked up',
  severity: 'warning',
  docs: `For a client and a host Istio looks for a DestinationRule in the namespace of the client, then in that of the Service, then in the root namespace. One in a fourth namespace holds for the workloads of that namespace alone, and for nobody if there are none: \`exportTo\` does
not change where it is looked up. Move it to the Service.`,
  *run({ world, closed }) {
    if (!closed) return;
    const hosts = knownHosts(world);
    for (const rule of destinationRules(world).all) {
      if (rule.host.startsWith('*') || rule.namespace === world.settings.rootNamespace) continue;
      const owners = hosts.find(rule.host).map((h) => h.namespace);
      if (owners.length === 0 || owners.includes(rule.namespace) || world.workloadsOfNamespace(rule.namespace).some((w) => w.proxy !== 'none')) continue;
      yield finding(rule.object, 'spec.host', `nobody looks for rules of '${rule.written}' in ${rule.namespace}: it has no workload with a proxy, and the host is of ${owners.join(', ')}`, { help: `move it to ${owners[0]}` });
    }
  },
};
