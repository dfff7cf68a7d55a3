import { finding, placeOf, type Check } from './check';
import { knownHosts } from './parts/known-hosts';
import { routeDestinations } from './parts/route-destinations';

/** Of a host with several ports a destination says which one it means. */
export const destinationPortsAreNamed: Check = {
  code: 'MESH2052',
  title: 'a destination whose host has several ports names one',
  severity: 'error',
  equals: ['IST0112'],
  docs: `Without \`port\`, a destination means the port on which the request came in. That is right only by chance where the host has several: a request through a gateway, or to another host, arrives on a port that this host may not have, and gets 503.

At a gateway the listener's port counts, so there the mistake shows at once; in the mesh it works while hosts have the same ports, and breaks when one changes. Write \`port: { number: … }\`.`,
  *run({ world }) {
    const hosts = knownHosts(world);
    for (const d of routeDestinations(world)) {
      if (d.port !== undefined) continue;
      const host = hosts.find(d.host)[0];
      if (!host || host.ports.length < 2) continue;
      yield finding(d.object, d.field, `'${d.written}' has the ports ${host.ports.map((p) => p.number).join(', ')}, and none is named`, {
        help: `write port: { number: ${host.ports[0].number} }`, related: [{ ...placeOf(host.from), message: 'it is declared by' }],
      });
    }
  },
};
