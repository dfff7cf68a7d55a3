import { isHttp, type PortProtocol } from '../effective';
import { push } from '../manifests/maps';
import { finding, type Check } from './check';
import { routeDestinations, type RouteDestination } from './parts/route-destinations';

/** Shares of one HTTP rule that speak different protocols. */
export const splitsKeepToOneProtocol: Check = {
  code: 'MESH2156',
  title: 'the destinations of a rule speak its protocol',
  severity: 'warning',
  docs: `An HTTP rule sends HTTP to all of its destinations. A destination whose port is declared as TCP, or as a database's protocol, beside others that speak HTTP, gets requests that it does not understand, or its policies for HTTP do not count: the port's declaration, or the
destination, is wrong. Ports that declare nothing are left alone, and so are TLS ports, which a DestinationRule may originate TLS to.`,
  *run({ world }) {
    const byRoute = new Map<string, { d: RouteDestination; protocol: PortProtocol }[]>();
    for (const d of routeDestinations(world)) {
      if (d.protocol !== 'http' || d.use !== 'route') continue;
      const host = d.hosts[0], port = host?.ports.length === 1 && d.port === undefined ? host.ports[0] : host?.ports.find((p) => p.number === d.port);
      if (!port) continue;
      push(byRoute, `${d.namespace}/${d.object.manifest.metadata.name} ${d.routeField}`, { d, protocol: port.protocol });
    }
    for (const shares of byRoute.values()) {
      if (!shares.some((s) => isHttp(s.protocol))) continue;
      for (const { d, protocol } of shares) if (!isHttp(protocol) && !['auto', 'https', 'tls'].includes(protocol)) {
        yield finding(d.object, d.field, `'${d.written}' speaks ${protocol}, the other destinations of this rule speak HTTP`, { help: 'declare the port\'s protocol, or send it elsewhere' });
      }
    }
  },
};
