import { finding, type Check } from './check';
import { gatewayGroups, serversIn, type WrittenServer } from './parts/gateway-hosts';

/** Routes of both are put together, or one of the servers is dropped. */
export const gatewaysHaveHostsOfTheirOwn: Check = {
  code: 'MESH2501',
  title: 'a host and port are served by one Gateway of the same pods',
  severity: 'warning',
  equals: ['IST0145', 'KIA0301'],
  docs: 'Two Gateways that select the same pods have a server with the same port and host. Plain HTTP: the routes of both are merged, and what is said of one holds for the other. TLS: the younger one is dropped, with its certificate: an error.',
  *run({ world }) {
    const told = new Set<string>();
    for (const group of gatewayGroups(world)) {
      const taken = new Map<string, WrittenServer>(), found: [WrittenServer, WrittenServer, number][] = [];
      for (const server of group.flatMap(serversIn)) server.hosts.forEach((host, i) => {
        // By TLS the name alone counts, whoever may route it.
        const key = `${server.port} ${server.bind} ${server.tls && server.protocol !== 'HTTP' ? host.slice(host.indexOf('/') + 1) : host}`, other = taken.get(key);
        if (!other) taken.set(key, server);
        else if (other.object !== server.object) found.push([server, other, i]);
      });
      for (const [server, other, i] of found) {
        const id = `${server.object.manifest.metadata.namespace}/${server.object.manifest.metadata.name} ${server.at} ${i}`;
        if (told.has(id)) continue;
        told.add(id);
        const { name, namespace } = other.object.manifest.metadata, encrypted = server.tls !== undefined && other.tls !== undefined && server.protocol !== 'HTTP';
        yield finding(server.object, `${server.at}.hosts[${i}]`, `${server.hosts[i]} on port ${server.port} is served by ${name} of ${namespace ?? 'default'} too${encrypted ? ': the younger of them is dropped' : ''}`, {
          ...(encrypted && { severity: 'error' as const }), help: 'keep the host in one Gateway, and bind routes to that', related: [{ ...other.object.place(other.at), message: 'the other is' }],
        });
      }
    }
  },
};
