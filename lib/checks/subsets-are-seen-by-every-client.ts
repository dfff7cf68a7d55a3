import type { Destination, Target, World } from '../effective';
import { finding, type Check } from './check';
import { boundTo, clientNamespaces, gatewayNamed, gatewayWorkloads, someClient } from './parts/client-namespaces';
import { destinationRules, type WrittenRule } from './parts/destination-rules';
import { routeDestinations, type RouteDestination } from './parts/route-destinations';

/** The subset is declared, but some client has another DestinationRule for the host, or none. */
export const subsetsAreSeenByEveryClient: Check = {
  code: 'MESH2004',
  title: 'whoever has a rule has the subsets that it names',
  severity: 'error',
  docs: `One DestinationRule decides for a client and a host, the first of: one in the client's own namespace, one in the namespace of the Service, one in the root namespace. Rules of different namespaces are never merged. So a rule that a team writes beside its
client, say for a connection pool, hides all subsets that the owner of the Service declares, and every request that is routed to one of them gets 503 (no cluster). \`exportTo\` hides them as well. A rule for \`*.shop.svc.cluster.local\` does it too.

Repeat the subsets in the rule that hides them, or put the policy into the owner's rule.

This asks what the proxies of every namespace that has something of its own for the host really have.`,
  *run({ world, mesh }) {
    const rules = destinationRules(world);
    const asked = new Map<string, Destination | undefined>();
    const has = (namespace: string, target: Target): Destination | undefined => {
      const key = `${namespace} ${target.host} ${target.port} ${target.subset}`;
      if (!asked.has(key)) {
        const client = someClient(world, namespace);
        asked.set(key, client && mesh.client(client).destination({ host: target.host, port: target.port }) ? mesh.client(client).destination(target) : HIDDEN);
      }
      return asked.get(key);
    };
    for (const d of routeDestinations(world)) {
      if (d.subset === undefined) continue;
      const covering = rules.covering(d.host);
      if (!covering.some((r) => r.subsets.some((s) => s.name === d.subset))) continue;   // nowhere: another check tells
      // Whichever rule a client goes by, it has the subset.
      if (isCommon(world, d, covering) && covering.every((r) => r.subsets.some((s) => s.name === d.subset))) continue;
      const host = d.hosts[0], port = d.port ?? host?.ports[0]?.number;
      if (!host || port === undefined || !host.ports.some((p) => p.number === port)) continue;
      const target: Target = { host: d.host, port, subset: d.subset };
      const lacking = suspects(world, d, covering).filter((namespace) => has(namespace, target) === undefined);
      for (const workload of gatewaysOf(world, d)) if (mesh.gateway(workload).destination({ host: d.host, port }) && !mesh.gateway(workload).destination(target)) lacking.push(`${workload.namespace} (gateway ${workload.name})`);
      if (lacking.length === 0) continue;
      const hiding = covering.filter((r) => !r.subsets.some((s) => s.name === d.subset) && lacking.some((n) => n.split(' ')[0] === r.namespace));
      const declaring = covering.filter((r) => r.subsets.some((s) => s.name === d.subset));
      yield finding(d.object, `${d.field}.subset`, `clients of ${[...new Set(lacking)].slice(0, 3).join(', ')}${lacking.length > 3 ? ` and ${lacking.length - 3} more namespaces` : ''} have no subset '${d.subset}' of '${d.written}'`, {
        help: hiding.length > 0 ? 'repeat the subset in the DestinationRule that hides it, or move its policy into the one that declares the subset' : 'declare the subset in the namespace of the Service, and export it',
        related: [...hiding.map((r) => ({ ...r.object.place('spec.host'), message: 'hidden by' })), ...declaring.slice(0, 2).map((r) => ({ ...r.object.place('spec.subsets'), message: 'declared by' }))],
      });
    }
  },
};
/** A namespace that does not have the host at all: another check tells. */
const HIDDEN = {} as Destination;

/** Namespaces that may have something else than the others, and one of the others. */
function suspects(world: World, d: RouteDestination, covering: readonly WrittenRule[]): string[] {
  if (!boundTo(world, d.object).includes('mesh')) return [];
  const all = clientNamespaces(world, d.object);
  if (!isCommon(world, d, covering)) return [...all];
  const special = new Set(covering.map((r) => r.namespace));
  const plain = all.find((n) => !special.has(n));
  return [...all.filter((n) => special.has(n)), ...(plain === undefined ? [] : [plain])];
}
/** Whether everybody has a rule that declares it, unless they have one of their own: the owner's, or the root namespace's, for all. */
function isCommon(world: World, d: RouteDestination, covering: readonly WrittenRule[]): boolean {
  const owners = world.hostsNamed(d.host).map((h) => h.namespace);
  return covering.some((r) => !r.clients && r.exportTo.includes('*') && r.subsets.some((s) => s.name === d.subset) && (owners.includes(r.namespace) || r.namespace === world.settings.rootNamespace));
}
function gatewaysOf(world: World, d: RouteDestination) {
  return boundTo(world, d.object).filter((g) => g !== 'mesh').flatMap((name) => { const gateway = gatewayNamed(world, name); return gateway ? gatewayWorkloads(world, gateway) : []; });
}
