import { findingAt, placeOf, type Check } from './check';
import { tlsConflicts, type TlsConflict } from './parts/tls-conflicts';

const SENDS: Readonly<Record<string, string>> = { DISABLE: 'plaintext', SIMPLE: 'TLS without the mesh\'s certificates', MUTUAL: 'TLS with certificates of their own', ISTIO_MUTUAL: 'mutual TLS' };

/** Every request fails with 503. */
export const clientsAndServersAgreeOnTls: Check = {
  code: 'MESH2302',
  title: 'what a DestinationRule sends is what the server takes',
  severity: 'error',
  equals: ['KIA0207', 'KIA0208', 'KIA0505', 'KIA0506'],
  docs: `A DestinationRule says how clients open connections, a PeerAuthentication what servers take: by mesh, namespace, workload and port. Plaintext, or another TLS, to a port with STRICT is refused; mutual TLS to a port with DISABLE, or to pods without a proxy, meets nobody who understands it.

Leave \`tls\` out: clients then do what each server takes.`,
  *run(context) {
    const told = new Set<string>();
    for (const c of tlsConflicts(context)) {
      const key = `${keyOf(c.client.from)} ${keyOf(c.server.from)}`;
      if (c.client.from.object === undefined || told.has(key)) continue;
      told.add(key);
      yield findingAt(c.client.from, `clients of ${c.namespace} send ${SENDS[c.client.value.mode]} to ${c.host.name}:${c.port}${c.subset === undefined ? '' : ` (${c.subset})`}, ${takes(c)}`, { help: 'remove tls: clients then do what the server takes', related: [{ ...placeOf(c.server.from), message: c.server.mode === 'none' ? 'the pods are' : `${c.server.mode} is said` }], equals: equalsOf(c) });
    }
  },
};
const takes = ({ server }: TlsConflict): string => (server.mode === 'none' ? `and ${server.name} has no proxy` : server.mode === 'STRICT' ? `and ${server.name} takes mutual TLS of the mesh only` : `and ${server.name} takes plaintext only`);
export const keyOf = (from: TlsConflict['client']['from']): string => `${from.object?.kind ?? from.default} ${from.object?.namespace ?? ''}/${from.object?.name ?? ''} ${from.field ?? ''}`;
/** What is for all of a namespace, or of the mesh, has codes elsewhere. */
function equalsOf({ client, server }: TlsConflict): readonly string[] {
  const root = server.from.object?.namespace === 'istio-system';
  if (server.mode === 'STRICT' && client.value.mode === 'DISABLE') return [root ? 'KIA0208' : 'KIA0207'];
  return server.mode === 'DISABLE' ? [root ? 'KIA0506' : 'KIA0505'] : [];
}
