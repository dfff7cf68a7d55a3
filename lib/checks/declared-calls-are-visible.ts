import { placeOf, type Check } from './check';
import { declaredCalls } from './parts/declared-calls';

/** The caller's proxy has never heard of the callee. */
export const declaredCallsAreVisible: Check = {
  code: 'MESH2603',
  title: 'a caller\'s proxy knows whom it calls',
  severity: 'error',
  docs: `A Sidecar imports some hosts, and a Service or ServiceEntry is exported to some namespaces: what is left out does not exist for the proxy. Requests get 502 where unknown hosts are refused, and go out past all routes, policies and mutual TLS where they are allowed.

Calls are those that an app declares, or that the option \`calls\` of this check lists: \`calls: [{ from: shop/web, to: reviews.shop }]\`.`,
  *run(context) {
    for (const { from, to, call } of declaredCalls(context)) {
      if (from.proxy !== 'sidecar' || to.external) continue;
      const client = context.mesh.client(from);
      if (client.host(to.name) !== undefined) continue;
      const scoped = client.scope.object !== undefined;
      yield {
        ...(scoped ? placeOf(client.scope) : placeOf(to.from)), message: `the proxy of ${from.name} does not know ${to.name}, which it calls: ${scoped ? `Sidecar ${client.scope.object!.name} does not import it` : `it is not exported to ${from.namespace}`}`,
        help: scoped ? `add ${from.namespace === to.namespace ? './*' : `${to.namespace}/${to.name}`} to egress hosts` : `export it to ${from.namespace}`, ...(call && { related: [{ ...call, message: 'the call is declared' }] }),
      };
    }
  },
};
