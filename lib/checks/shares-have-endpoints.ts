import type { Host, Workload, World } from '../effective';
import { selects } from '../effective/istio/names';
import { finding, placeOf, type Check } from './check';
import { destinationRules } from './parts/destination-rules';
import { fields, items, numberOf } from './parts/fields';
import { routeDestinations, type RouteDestination } from './parts/route-destinations';

/** A share of requests for nobody is a share of 503. */
export const sharesHaveEndpoints: Check = {
  code: 'MESH2105',
  title: 'a share of requests goes to somebody who is there',
  severity: 'error',
  docs: `A route, or a share of a split with a positive weight, leads to workloads that have \`replicas: 0\`, or to a Service that selects no workload at all (the latter in a closed inventory). That share of the requests gets 503.

Give the share to others first, then scale down; scale up first, then give a share.`,
  *run({ world, closed }) {
    for (const d of routeDestinations(world)) {
      if (d.use !== 'route' || weightOf(d) === 0) continue;
      const host = d.hosts.find((h) => h.selector !== undefined && h.kind === 'Service');
      if (!host) continue;
      const behind = membersOf(world, host, d);
      if (behind === undefined) continue;
      if (behind.length === 0) {
        if (closed && d.subset === undefined) yield finding(d.object, d.field, `no workload is behind '${d.written}': these requests get 503`, { help: 'its selector finds nobody', related: [{ ...placeOf(host.from), message: 'the Service is' }] });
      } else if (behind.every((w) => w.replicas === 0)) {
        yield finding(d.object, d.field, `${behind.map((w) => w.name).join(', ')} ${behind.length === 1 ? 'has' : 'have'} no replicas: these requests get 503`, { help: 'scale it up before it gets a share', related: behind.slice(0, 2).map((w) => ({ ...placeOf(w.from), message: 'replicas: 0 in' })) });
      }
    }
  },
};

/** The only destination of a route gets all. */
function weightOf(d: RouteDestination): number {
  if (items(d.route.route).length < 2) return 1;
  const at = Number(/\.route\[(\d+)\]\.destination$/.exec(d.field)?.[1]);
  return numberOf(fields((d.route.route as unknown[])[at])?.weight);
}
/** undefined: a subset that is declared nowhere, or in several ways. */
function membersOf(world: World, host: Host, d: RouteDestination): readonly Workload[] | undefined {
  const all = world.workloadsBehind(host);
  if (d.subset === undefined) return all;
  const declared = destinationRules(world).covering(d.host).flatMap((r) => r.subsets.filter((s) => s.name === d.subset));
  return declared.length === 1 ? all.filter((w) => selects(declared[0].labels, w.labels)) : undefined;
}
