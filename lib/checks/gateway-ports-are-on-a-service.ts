import { KIND } from '../effective';
import { finding, placeOf, type Check } from './check';
import { gatewayWorkloads } from './parts/client-namespaces';
import { serversIn } from './parts/gateway-hosts';

/** Nobody from outside gets to it. */
export const gatewayPortsAreOnAService: Check = {
  code: 'MESH2504',
  title: 'a port of a Gateway is a port of its pods\' Service',
  severity: 'warning',
  equals: ['IST0162'],
  docs: 'The pods of a gateway are reached through their Service. A server on a port that is neither a port of it nor one of its target ports is served, but nobody gets there. Gateways whose Service is not in the input are left alone, unless the inventory is closed.',
  *run({ world, closed }) {
    for (const object of world.objects.of(KIND.gateway)) {
      const pods = gatewayWorkloads(world, object);
      const services = [...new Set(pods.flatMap((w) => world.hostsBefore(w)))].filter((h) => h.kind === 'Service');
      if (pods.length === 0 || (services.length === 0 && !closed)) continue;
      const open = new Set(services.flatMap((h) => h.ports.flatMap((p) => [p.number, typeof p.targetPort === 'number' ? p.targetPort : pods.flatMap((w) => w.ports).find((o) => o.name === p.targetPort)?.number ?? p.number])));
      for (const server of serversIn(object)) {
        if (server.port === 0 || open.has(server.port)) continue;
        yield finding(object, `${server.at}.port.number`, services.length === 0 ? `no Service leads to ${pods[0].name}: port ${server.port} is not reached` : `port ${server.port} is none of Service ${services.map((h) => h.name.split('.')[0]).join(', ')}: nobody gets there`, {
          help: services.length === 0 ? 'declare a Service for the gateway\'s pods' : `add the port to the Service, or use ${[...new Set(services.flatMap((h) => h.ports.map((p) => p.number)))].join(', ')}`, related: [{ ...placeOf((services[0] ?? pods[0]).from), message: services.length === 0 ? 'the pods are' : 'the Service is' }],
        });
      }
    }
  },
};
