import { finding, placeOf, type Check } from './check';
import { destinationRules } from './parts/destination-rules';
import { knownHosts } from './parts/known-hosts';
import { policiesOf } from './parts/policies';

/** A policy for a port that the host does not have holds for nothing. */
export const portPoliciesAreForPorts: Check = {
  code: 'MESH2212',
  title: 'policies for a port are for one that the host has',
  severity: 'error',
  docs: '`portLevelSettings[].port.number` of a DestinationRule is a port of the Service, not of its containers. For a number that the host does not have, the settings hold for nothing: TLS is not originated, limits are not there.',
  *run({ world }) {
    const hosts = knownHosts(world);
    for (const rule of destinationRules(world).all) {
      if (rule.host.startsWith('*')) continue;
      const found = hosts.find(rule.host), ports = [...new Set(found.flatMap((h) => h.ports))];
      if (found.length === 0) continue;
      for (const { field, port } of policiesOf(rule)) {
        if (port === undefined || port === 0 || ports.some((p) => p.number === port)) continue;
        const meant = ports.find((p) => p.targetPort === port);
        yield finding(rule.object, `${field}.port.number`, `'${rule.written}' has no port ${port}: these settings hold for nothing`, { help: meant ? `${port} is the port of its containers: write ${meant.number}` : `its ports are ${ports.map((p) => p.number).join(', ')}`, related: [{ ...placeOf(found[0].from), message: 'it is declared by' }] });
      }
    }
  },
};
