import { fullName } from '../effective/istio/names';
import { finding, placeOf, type Check } from './check';
import { boundTo } from './parts/client-namespaces';
import { fields, texts } from './parts/fields';
import { routeDestinations } from './parts/route-destinations';

/** Of a host with several ports a destination says which one it means. */
export const destinationPortsAreNamed: Check = {
  code: 'MESH2052',
  title: 'a destination whose host has several ports names one',
  severity: 'error',
  equals: ['IST0112'],
  docs: `Without \`port\`, a destination with several ports means the port on which the request came in: at a gateway that of its listener, which the Service need not have (an error); in the mesh that of the host that was called, which is right while both hosts have the same ports
(a warning). A rule that sends a host's requests to the same host keeps their port, which is information. \`port: { number: … }\` says it.`,
  *run({ world }) {
    for (const d of routeDestinations(world)) {
      if (d.port !== undefined) continue;
      const host = d.hosts[0];
      if (!host || host.ports.length < 2) continue;
      const hosts = texts(fields(d.object.manifest.spec)?.hosts).map((h) => fullName(h, d.namespace, world.settings.clusterDomain)), inMesh = boundTo(world, d.object).every((g) => g === 'mesh');
      yield finding(d.object, d.field, `'${d.written}' has the ports ${host.ports.map((p) => p.number).join(', ')}, and none is named`, {
        severity: !inMesh ? 'error' : hosts.every((h) => h === d.host) ? 'info' : 'warning', help: `write port: { number: ${host.ports[0].number} }`, related: [{ ...placeOf(host.from), message: 'it is declared by' }],
      });
    }
  },
};
