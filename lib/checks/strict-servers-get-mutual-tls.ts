import { findingAt, placeOf, type Check } from './check';
import { keyOf } from './clients-and-servers-agree-on-tls';
import { tlsConflicts } from './parts/tls-conflicts';

/** Nobody told the clients. */
export const strictServersGetMutualTls: Check = {
  code: 'MESH2350',
  title: 'where clients are not told to use mutual TLS, no server insists on it',
  severity: 'error',
  equals: ['KIA0401', 'KIA0501'],
  docs: 'With `enableAutoMtls: false` clients send plaintext unless a DestinationRule says ISTIO_MUTUAL. To a headless Service they send plaintext if some of its pods have no proxy. A server with STRICT refuses them.',
  *run(context) {
    const told = new Set<string>();
    for (const c of tlsConflicts(context)) {
      const key = keyOf(c.server.from);
      if (c.client.from.object !== undefined || c.server.mode !== 'STRICT' || told.has(key)) continue;
      told.add(key);
      const mesh = c.server.from.object?.namespace === context.world.settings.rootNamespace, off = !context.world.settings.autoMtls;
      yield findingAt(c.server.from, `${c.server.name} takes mutual TLS only, and clients send plaintext to ${c.host.name}:${c.port}: ${off ? 'automatic mutual TLS is off, and no DestinationRule asks for it' : 'some of its pods have no proxy'}`, {
        help: off ? 'write a DestinationRule with tls: { mode: ISTIO_MUTUAL }' : 'give all pods a proxy', related: [{ ...placeOf(c.host.from), message: 'the host is' }], equals: off ? [mesh ? 'KIA0401' : 'KIA0501'] : [],
      });
    }
  },
};
