import { finding, placeOf, type Check } from './check';
import { isAboutIdentity, portsOf, writtenPolicies } from './parts/authorization-rules';

/** Who it is, nobody knows. */
export const identitiesComeWithMutualTls: Check = {
  code: 'MESH2304',
  title: 'rules about identities are for ports with mutual TLS',
  severity: 'error',
  equals: ['KIA0105'],
  docs: 'The identity, namespace and ServiceAccount of a caller, and its SNI, come with mutual TLS. On a port with mode DISABLE there are none: a rule that allows by them lets nobody in, one that denies by them denies nobody.',
  *run({ world, mesh }) {
    for (const policy of writtenPolicies(world)) for (const { rule, values } of policy.rules) {
      const about = values.find((v) => isAboutIdentity(v) || v.key === 'connection.sni');
      if (!about) continue;
      const limited = portsOf(rule, values);
      const found = policy.workloads.map((w) => {
        const server = w.proxy === 'sidecar' ? mesh.server(w) : undefined, ports = (limited?.map((p) => p.number) ?? server?.ports.map((p) => p.number) ?? []).map((n) => server?.port(n));
        // One port with mutual TLS is enough for the rule to have a meaning.
        return ports.length > 0 && ports.every((p) => p?.tls.value === 'DISABLE') ? { w, tls: ports[0]!.tls } : undefined;
      }).find((f) => f !== undefined);
      if (found) yield finding(policy.object, about.field, `${found.w.name} takes no mutual TLS: it does not know who calls, and this rule ${policy.action === 'DENY' ? 'denies' : 'allows'} nobody by it`, { help: 'let the server take mutual TLS', related: [{ ...placeOf(found.tls.from), message: 'DISABLE is said' }] });
    }
  },
};
