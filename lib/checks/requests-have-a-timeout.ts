import { isHttp } from '../effective';
import { millisOf } from '../effective/istio/duration';
import { virtualServicesOf } from '../effective/istio/virtual-services';
import { findingAt, type Check } from './check';
import { writtenRoutes } from './parts/written-routes';

/** Istio sets no timeout by itself. */
export const requestsHaveATimeout: Check = {
  code: 'MESH2206',
  title: 'every request has a timeout',
  severity: 'info',
  profile: 'strict',
  docs: 'Without `timeout` a request may take for ever: a server that hangs holds the resources of all its callers. Every route that forwards, and every HTTP service, has one somewhere. Streams need none: accept the finding there.',
  *run({ world }) {
    for (const { fields: route, from } of writtenRoutes(world)) {
      if (route.route === undefined || (millisOf(route.timeout) ?? 0) > 0) continue;
      yield findingAt(from, 'requests of this route have no timeout', { help: 'add timeout: 10s, or what its slowest answer takes' });
    }
    const ruled = new Set(virtualServicesOf(world).all.filter((v) => v.gateways.includes('mesh')).flatMap((v) => v.hosts));
    for (const host of world.hosts) {
      if (host.kind !== 'Service' || host.aliasOf !== undefined || ruled.has(host.name) || !host.ports.some((p) => isHttp(p.protocol))) continue;
      yield findingAt(host.from, `requests to '${host.name}' have no timeout: it has no VirtualService`, { help: 'declare a VirtualService with a timeout' });
    }
  },
};
