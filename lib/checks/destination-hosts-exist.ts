import { finding, type Check } from './check';
import { knownHosts } from './parts/known-hosts';
import { routeDestinations } from './parts/route-destinations';

/** Nobody can be reached at a name that no Service and no ServiceEntry has: there is no cluster of that name, the proxy answers 503. */
export const destinationHostsExist: Check = {
  code: 'MESH2001',
  title: 'routes and mirrors send to hosts that exist',
  severity: 'error',
  equals: ['IST0101', 'KIA1101'],
  docs: `A route, a share of a split or a mirror names a host that no Service and no ServiceEntry of the inventory has. The proxy has no cluster for it and answers 503, whatever the outbound traffic policy says: that is for hosts without rules.

A short name means a Service in the namespace *of the VirtualService*, not in that of the caller. Name hosts of other namespaces in full.`,
  *run({ world, closed }) {
    if (!closed) return;
    const hosts = knownHosts(world);
    for (const d of routeDestinations(world)) {
      if (d.hosts.length > 0 || hosts.builtIn(d.host)) continue;
      const near = hosts.suggest(d.host);
      yield finding(d.object, `${d.field}.host`, `${d.use === 'mirror' ? 'the mirror' : 'the route'} sends to '${d.written}'${d.written === d.host ? '' : ` (${d.host})`}, which does not exist`, {
        help: near === undefined ? 'declare the Service, or a ServiceEntry with this host' : `did you mean '${near}'? otherwise declare the Service, or a ServiceEntry with this host`,
      });
    }
  },
};
