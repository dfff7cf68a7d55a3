import { finding, placeOf, type Check } from './check';
import { isAboutIdentity, writtenPolicies } from './parts/authorization-rules';

/** Who it is, nobody knows. */
export const identitiesComeWithMutualTls: Check = {
  code: 'MESH2304',
  title: 'rules about identities are for ports with mutual TLS',
  severity: 'error',
  equals: ['KIA0105'],
  docs: 'The identity, namespace and ServiceAccount of a caller, and its SNI, come with mutual TLS. On a port with mode DISABLE there are none: a rule that allows by them lets nobody in, one that denies by them denies nobody.',
  *run({ world, mesh }) {
    for (const policy of writtenPolicies(world)) for (const { ports: limited, values } of policy.rules) {
      const about = values.find((v) => isAboutIdentity(v) || v.key === 'connection.sni');
      if (!about) continue;
      for (const w of policy.workloads) {
        if (w.proxy !== 'sidecar') continue;
        const server = mesh.server(w), ports = limited?.map((p) => server.port(p.number)) ?? server.ports;
        // One port with mutual TLS is enough for the rule to have a meaning.
        if (ports.length === 0 || ports.some((p) => p.tls.value !== 'DISABLE')) continue;
        yield finding(policy.object, about.field, `${w.name} takes no mutual TLS: it does not know who calls, and this rule ${policy.action === 'DENY' ? 'denies' : 'allows'} nobody by it`, { help: 'let the server take mutual TLS', related: [{ ...placeOf(ports[0].tls.from), message: 'DISABLE is said' }] });
        break;
      }
    }
  },
};
