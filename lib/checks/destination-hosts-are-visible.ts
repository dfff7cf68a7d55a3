import { finding, placeOf, type Check } from './check';
import { clientNamespaces } from './parts/client-namespaces';
import { knownHosts, sees } from './parts/known-hosts';
import { routeDestinations } from './parts/route-destinations';

/** `exportTo` of a Service or ServiceEntry hides it from some who have the rule: their proxies have no cluster for it. */
export const destinationHostsAreVisible: Check = {
  code: 'MESH2051',
  title: 'whoever has a rule sees the hosts that it sends to',
  severity: 'error',
  equals: ['IST0101'],
  docs: `A host can be exported to some namespaces only: \`exportTo\` of a ServiceEntry, the annotation \`networking.istio.io/exportTo\` of a Service, or the mesh's default. A VirtualService that holds in other namespaces too sends their requests to a cluster that
their proxies do not have, and they get 503.

Export the host to all who have the rule, or the rule to none but those who see the host.`,
  *run({ world }) {
    const hosts = knownHosts(world);
    for (const d of routeDestinations(world)) {
      const found = hosts.find(d.host);
      if (found.length === 0 || found.some((h) => h.exportTo.includes('*'))) continue;
      const blind = clientNamespaces(world, d.object).filter((namespace) => !found.some((h) => sees(h, namespace)));
      if (blind.length === 0) continue;
      yield finding(d.object, `${d.field}.host`, `'${d.written}' is not exported to ${blind.length === 1 ? `namespace ${blind[0]}` : `namespaces ${blind.slice(0, 3).join(', ')}${blind.length > 3 ? ` and ${blind.length - 3} more` : ''}`}, where this rule holds`, {
        help: 'export it there, or limit exportTo of the VirtualService',
        related: [{ ...placeOf(found[0].from), message: 'it is declared by' }],
      });
    }
  },
};
