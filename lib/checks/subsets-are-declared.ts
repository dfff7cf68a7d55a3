import { finding, type Check } from './check';
import { destinationRules } from './parts/destination-rules';
import { nearestName } from './parts/known-hosts';
import { routeDestinations } from './parts/route-destinations';

/** No DestinationRule of the inventory has the subset that a destination names. */
export const subsetsAreDeclared: Check = {
  code: 'MESH2003',
  title: 'subsets that routes and mirrors name are declared',
  severity: 'error',
  equals: ['IST0101', 'KIA1107'],
  docs: `A destination names a subset that no DestinationRule for its host declares. There is no cluster of that name, so the proxy answers 503.

In an open inventory the rule may be somewhere else; then this is reported only if a DestinationRule for the host is there and has other subsets, and it is the one that decides: it stands in the namespace of the Service.`,
  *run({ world, closed }) {
    const rules = destinationRules(world);
    for (const d of routeDestinations(world)) {
      if (d.subset === undefined) continue;
      const covering = rules.covering(d.host);
      if (covering.some((r) => r.subsets.some((s) => s.name === d.subset))) continue;
      if (!closed && !covering.some((r) => r.host === d.host && r.subsets.length > 0 && world.hostsNamed(d.host).some((h) => h.namespace === r.namespace))) continue;
      const names = [...new Set(covering.flatMap((r) => r.subsets.map((s) => s.name)))], near = nearestName(d.subset, names);
      yield finding(d.object, `${d.field}.subset`, `no DestinationRule declares subset '${d.subset}' of '${d.written}'`, {
        help: near !== undefined ? `did you mean '${near}'?` : names.length > 0 ? `its subsets are ${names.join(', ')}` : 'declare it: a DestinationRule with this host and subsets: [{ name, labels }]',
        related: covering.slice(0, 3).map((r) => ({ ...r.object.place('spec.host'), message: 'the host has' })),
      });
    }
  },
};
