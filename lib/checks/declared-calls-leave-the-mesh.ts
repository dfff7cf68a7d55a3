import { placeOf, type Check } from './check';
import { declaredCalls, unknownHosts } from './parts/declared-calls';

/** A call to the outside that its own proxy refuses. */
export const declaredCallsLeaveTheMesh: Check = {
  code: 'MESH2604',
  title: 'a declared call to a host outside is not blocked',
  severity: 'error',
  docs: 'Where the mesh, or a Sidecar, refuses hosts that are not known (REGISTRY_ONLY), a host outside needs a ServiceEntry that the caller\'s Sidecar imports. Calls are those that an app declares, or that the option `calls` of this check lists: `calls: [{ from: shop/web, to: api.example.com }]`.',
  *run(context) {
    for (const { from, host, to, call } of [...declaredCalls(context), ...unknownHosts(context)]) {
      if (from.proxy !== 'sidecar' || (to !== undefined && !to.external)) continue;
      const client = context.mesh.client(from);
      if (client.unknown.value !== 'refuse' || client.host(host) !== undefined || wildcardOf(host).some((w) => client.host(w) !== undefined)) continue;
      const scoped = client.scope.object !== undefined && to !== undefined;
      yield {
        ...(scoped ? placeOf(client.scope) : placeOf(from.from)), message: `${from.name} calls ${host}, which its proxy refuses: ${to === undefined ? 'no ServiceEntry has it' : scoped ? `Sidecar ${client.scope.object!.name} does not import it` : `it is not exported to ${from.namespace}`}`,
        help: to === undefined ? 'declare a ServiceEntry' : scoped ? `add ${to.namespace}/${host} to egress hosts` : `export it to ${from.namespace}`, ...(call && { related: [{ ...call, message: 'the call is declared' }] }),
      };
    }
  },
};
const wildcardOf = (host: string): string[] => host.split('.').slice(1).map((_, i, all) => `*.${all.slice(i).join('.')}`);
