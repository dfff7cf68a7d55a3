import { finding, placeOf, type Check } from './check';
import { routeDestinations } from './parts/route-destinations';

/** A destination names a port that its host does not have: there is no cluster of that number. */
export const destinationPortsExist: Check = {
  code: 'MESH2002',
  title: 'routes send to ports that their host has',
  severity: 'error',
  equals: ['IST0101'],
  docs: `\`destination.port.number\` is a port of the Service or ServiceEntry (\`spec.ports[].port\`), never the port of the container. A number that the host does not have means no cluster: the proxy answers 503.`,
  *run({ world }) {
    for (const d of routeDestinations(world)) {
      if (d.port === undefined) continue;
      const { hosts: found } = d;
      if (found.length === 0 || found.some((h) => h.ports.some((p) => p.number === d.port))) continue;
      const ports = [...new Set(found.flatMap((h) => h.ports.map((p) => p.number)))];
      const meant = found.flatMap((h) => h.ports).find((p) => p.targetPort === d.port);
      yield finding(d.object, `${d.field}.port.number`, `'${d.written}' has no port ${d.port}`, {
        help: meant ? `${d.port} is the port of its containers: write ${meant.number}` : ports.length === 0 ? 'it declares no ports' : `its ports are ${ports.join(', ')}`,
        related: [{ ...placeOf(found[0].from), message: 'it is declared by' }],
      });
    }
  },
};
