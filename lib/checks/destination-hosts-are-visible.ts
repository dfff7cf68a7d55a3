import { KIND } from '../effective';
import { fullName } from '../effective/istio/names';
import { finding, placeOf, type Check } from './check';
import { clientNamespaces } from './parts/client-namespaces';
import { fields, texts } from './parts/fields';
import { knownHosts, sees } from './parts/known-hosts';
import { routeDestinations, type RouteDestination } from './parts/route-destinations';

/** `exportTo` of a Service or ServiceEntry hides it from some who have the rule: their proxies have no cluster for it. */
export const destinationHostsAreVisible: Check = {
  code: 'MESH2051',
  title: 'whoever has a rule sees the hosts that it sends to',
  severity: 'error',
  equals: ['IST0101'],
  docs: `A host can be exported to some namespaces only: \`exportTo\` of a ServiceEntry, the annotation \`networking.istio.io/exportTo\` of a Service, or the mesh's default. A VirtualService that holds in other namespaces too sends their requests to a cluster that
their proxies do not have, and they get 503.

Export the host to all who have the rule, or the rule to none but those who see the host.`,
  *run({ world, mesh }) {
    const hosts = knownHosts(world);
    /** Whether a Sidecar keeps the rule from all proxies of a namespace. */
    const scoped = (d: RouteDestination, namespace: string): boolean => {
      if (world.of(KIND.sidecar, namespace).length === 0 && world.of(KIND.sidecar, world.settings.rootNamespace).length === 0) return false;
      const names = texts(fields(d.object.manifest.spec)?.hosts).map((h) => fullName(h, d.namespace, world.settings.clusterDomain));
      const ports = [...new Set([80, ...(d.port === undefined ? [] : [d.port]), ...names.flatMap((n) => hosts.find(n)).flatMap((h) => h.ports.map((p) => p.number))])];
      return !world.workloadsOfNamespace(namespace).some((w) => w.proxy === 'gateway' || (w.proxy === 'sidecar' && ports.some((p) => d.protocol === 'http' && names.some((n) => mesh.client(w).http(p)?.find(n)?.rules.some((r) => r.from.object?.name === d.object.manifest.metadata.name && r.from.object?.kind === 'VirtualService')))));
    };
    for (const d of routeDestinations(world)) {
      const found = d.hosts;
      if (found.length === 0 || found.some((h) => h.exportTo.includes('*'))) continue;
      const blind = clientNamespaces(world, d.object).filter((namespace) => !found.some((h) => sees(h, namespace)) && !scoped(d, namespace));
      if (blind.length === 0) continue;
      yield finding(d.object, `${d.field}.host`, `'${d.written}' is not exported to ${blind.length === 1 ? `namespace ${blind[0]}` : `namespaces ${blind.slice(0, 3).join(', ')}${blind.length > 3 ? ` and ${blind.length - 3} more` : ''}`}, where this rule holds`, {
        help: 'export it there, or limit exportTo of the VirtualService',
        related: [{ ...placeOf(found[0].from), message: 'it is declared by' }],
      });
    }
  },
};
