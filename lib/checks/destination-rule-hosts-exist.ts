import { finding, type Check } from './check';
import { destinationRules } from './parts/destination-rules';
import { knownHosts } from './parts/known-hosts';
import { hostsMeet } from '../effective/istio/names';

/** A DestinationRule for a host that is none changes nothing. */
export const destinationRuleHostsExist: Check = {
  code: 'MESH2006',
  title: 'hosts of DestinationRules exist',
  severity: 'warning',
  equals: ['IST0174', 'KIA0202'],
  docs: `No Service and no ServiceEntry has the host of the DestinationRule, so none of its policies and subsets ever holds. Often it is a short name in another namespace: it means a Service beside the rule.

Nothing breaks by it alone; with \`REGISTRY_ONLY\` requests to the host are refused anyway.`,
  *run({ world, closed }) {
    if (!closed) return;
    const hosts = knownHosts(world);
    for (const rule of destinationRules(world).all) {
      const known = rule.host.startsWith('*') ? rule.host === '*' || world.hosts.some((h) => hostsMeet(h.name, rule.host)) : hosts.find(rule.host).length > 0 || hosts.builtIn(rule.host);
      if (known) continue;
      const near = hosts.suggest(rule.host);
      yield finding(rule.object, 'spec.host', `there is no host '${rule.written}'${rule.written === rule.host ? '' : ` (${rule.host})`}: nothing of this rule holds`, { help: near !== undefined ? `did you mean '${near}'?` : 'declare the Service, or a ServiceEntry with this host' });
    }
  },
};
