import type { Host, World } from '../effective';
import { selects } from '../effective/istio/names';
import { finding, placeOf, type Check } from './check';
import { destinationRules, type Subset } from './parts/destination-rules';
import { fields, items, numberOf, textOf } from './parts/fields';
import { knownHosts } from './parts/known-hosts';
import { routeDestinations } from './parts/route-destinations';
import { labelsText } from './parts/selected';

/** Labels that no template has: the cluster, a controller, or the injection adds them to pods. */
const ADDED = /^(topology\.kubernetes\.io\/|topology\.istio\.io\/|kubernetes\.io\/hostname$|pod-template-hash$|controller-revision-hash$|statefulset\.kubernetes\.io\/|apps\.kubernetes\.io\/|batch\.kubernetes\.io\/|service\.istio\.io\/|security\.istio\.io\/tlsMode$|istio\.io\/rev$|sidecar\.istio\.io\/|rollouts-pod-template-hash$|job-name$|controller-uid$)/;

/** Requests for a subset that nobody is in get 503. */
export const subsetsSelectWorkloads: Check = {
  code: 'MESH2005',
  title: 'a subset has endpoints in it',
  severity: 'error',
  equals: ['IST0173', 'KIA0203'],
  docs: `The labels of a subset choose among the endpoints of its host: the pods that the Service selects, the endpoints and WorkloadEntries of a ServiceEntry. A subset that none of them has is empty, and the proxy answers 503 to what is routed there.

How bad that is depends on who uses it: an error where a route sends a share of requests to it, a warning where its share is 0 (a version that is not deployed yet), and information where no route names it.
Labels that the cluster adds to pods (topology, template hashes) are not known from manifests; a subset that uses them is left alone. So is a host whose endpoints are found by the cluster alone: a Service without selector.`,
  *run({ world, closed }) {
    if (!closed) return;
    const hosts = knownHosts(world);
    const use = sharesOf(world);
    for (const rule of destinationRules(world).all) {
      if (rule.subsets.length === 0 || rule.host.startsWith('*')) continue;
      const found = hosts.find(rule.host);
      if (found.length === 0 || !found.every((h) => endpointsAreKnown(h))) continue;
      for (const subset of rule.subsets) {
        const labels = Object.keys(subset.labels);
        if (labels.length === 0 || labels.some((l) => ADDED.test(l)) || found.some((h) => hasEndpoint(world, h, subset))) continue;
        const share = use.get(`${rule.host} ${subset.name}`);
        const severity = share === undefined ? 'info' : share > 0 ? 'error' : 'warning';
        yield finding(rule.object, `${subset.field}.labels`, `no endpoint of '${rule.written}' is in subset '${subset.name}' (${labelsText(subset.labels)})${share === undefined ? ', and no route names it' : share > 0 ? ', and requests are sent to it' : ''}`, {
          severity, help: `its endpoints are ${endpointsText(world, found)}`, related: found.slice(0, 1).map((h) => ({ ...placeOf(h.from), message: 'the host is declared by' })),
        });
      }
    }
  },
};

/** The largest share with which routes name a subset; mirrors count as much as a route. */
function sharesOf(world: World): ReadonlyMap<string, number> {
  const out = new Map<string, number>();
  for (const d of routeDestinations(world)) {
    if (d.subset === undefined) continue;
    const shares = items(d.route.route), own = d.use === 'mirror' || shares.length < 2 ? 1 : Math.max(0, ...shares.filter((s) => textOf(fields(s.destination)?.host) === d.written && textOf(fields(s.destination)?.subset) === d.subset).map((s) => numberOf(s.weight)));
    const key = `${d.host} ${d.subset}`;
    out.set(key, Math.max(out.get(key) ?? 0, own));
  }
  return out;
}

/** Whether manifests say who is behind a host. */
const endpointsAreKnown = (host: Host): boolean => host.selector !== undefined || (host.kind === 'ServiceEntry' && host.endpoints.length > 0) || (host.kind === 'ServiceEntry' && host.resolution === 'static');
function hasEndpoint(world: World, host: Host, subset: Subset): boolean {
  return host.endpoints.some((e) => selects(subset.labels, e.labels)) || world.workloadsBehind(host).some((w) => selects(subset.labels, w.labels));
}
function endpointsText(world: World, hosts: readonly Host[]): string {
  const labels = [...new Set(hosts.flatMap((h) => [...h.endpoints.map((e) => labelsText(e.labels)), ...world.workloadsBehind(h).map((w) => `${w.name} (${labelsText(w.labels)})`)]))];
  return labels.length === 0 ? 'none at all' : labels.slice(0, 4).join('; ');
}
