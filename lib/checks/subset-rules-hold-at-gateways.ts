import { namespaceOf, type SourceObject } from '../effective';
import { fullName } from '../effective/istio/names';
import { finding, type Check } from './check';
import { boundTo } from './parts/client-namespaces';
import { fields, texts } from './parts/fields';
import { routeDestinations } from './parts/route-destinations';

/** Rules of the mesh are not looked at by a gateway: it sends to the host as its own rules say. */
export const subsetRulesHoldAtGateways: Check = {
  code: 'MESH2109',
  title: 'a split of a service is repeated where a gateway sends to it',
  severity: 'warning',
  equals: ['IST0140'],
  docs: `A service's versions are chosen by a VirtualService for its host, in the proxies of its clients. A gateway has its own VirtualService, and sends to the Service as that says: without a subset, to all versions by the number of their pods, past the split.

Bind the service's VirtualService to the gateway too (\`gateways: [mesh, …]\` with the outside host), or name subsets in the gateway's.`,
  *run({ world }) {
    const withSubsets = new Map<string, Set<SourceObject>>();
    for (const d of routeDestinations(world)) {
      if (d.subset === undefined || d.protocol !== 'http' || d.use !== 'route') continue;
      const hosts = texts(fields(d.object.manifest.spec)?.hosts).map((h) => fullName(h, d.namespace, world.settings.clusterDomain));
      if (!hosts.includes(d.host)) continue;
      const of = withSubsets.get(d.host);
      if (of) of.add(d.object); else withSubsets.set(d.host, new Set([d.object]));
    }
    if (withSubsets.size === 0) return;
    for (const d of routeDestinations(world)) {
      if (d.subset !== undefined || d.protocol !== 'http' || d.use !== 'route') continue;
      const gateways = boundTo(world, d.object).filter((g) => g !== 'mesh');
      if (gateways.length === 0) continue;
      for (const other of withSubsets.get(d.host) ?? []) {
        if (other === d.object || gateways.every((g) => boundTo(world, other).includes(g))) continue;
        yield finding(d.object, `${d.field}.host`, `the versions of '${d.written}' are split by VirtualService '${namespaceOf(other.manifest)}/${other.manifest.metadata.name}', which does not hold at ${gateways.join(', ')}`, {
          help: 'bind that VirtualService to the gateway, or name subsets here', related: [{ ...other.place('spec.http'), message: 'it is split by' }],
        });
      }
    }
  },
};
