import { finding, type Check } from './check';
import { entries, numberOf, textOf } from './parts/fields';
import { containersOf, podTemplates } from './parts/templates';

/** What the proxy of a pod listens on. */
const RESERVED: Readonly<Record<number, string>> = {
  15000: 'the admin interface', 15001: 'what goes out', 15002: 'a test of listening', 15004: 'debugging', 15006: 'what comes in', 15008: 'tunnels', 15020: 'metrics of both', 15021: 'health', 15053: 'DNS', 15090: 'the proxy\'s metrics',
};

/** Both want the port: the second to start fails. */
export const applicationsLeaveTheProxysPorts: Check = {
  code: 'MESH2406',
  title: 'applications do not listen on ports of their proxy',
  severity: 'error',
  docs: 'The pod shares its network with the proxy, which listens on ports from 15000 on. An application on one of them does not start, or keeps the proxy from starting.',
  *run({ world }) {
    for (const template of podTemplates(world)) {
      if (template.workload?.proxy !== 'sidecar') continue;
      for (const [container, at] of containersOf(template)) for (const [port, i] of entries(container.ports)) {
        const use = RESERVED[numberOf(port.containerPort)];
        if (use !== undefined && container.name !== 'istio-proxy') yield finding(template.object, `${at}.ports[${i}].containerPort`, `the proxy of ${template.object.manifest.metadata.name} has port ${numberOf(port.containerPort)} for ${use}: container '${textOf(container.name)}' cannot listen there`, { help: 'let it listen on a port below 15000' });
      }
    }
  },
};
