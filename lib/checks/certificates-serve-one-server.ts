import { finding, type Check } from './check';
import { textOf } from './parts/fields';
import { gatewayGroups, serversIn, type WrittenServer } from './parts/gateway-hosts';

/** A browser reuses its connection for every name of the certificate. */
export const certificatesServeOneServer: Check = {
  code: 'MESH2503',
  title: 'a certificate stands in one Gateway of a port',
  severity: 'warning',
  equals: ['IST0138'],
  docs: 'With HTTP/2, browsers reuse a connection for other hosts that its certificate covers. Where another Gateway serves those, the connection is at the wrong one: 404. Put hosts that share a certificate into one server.',
  *run({ world }) {
    const told = new Set<string>();
    for (const group of gatewayGroups(world)) {
      const first = new Map<string, WrittenServer>();
      for (const server of group.flatMap(serversIn)) {
        const certificate = certificateOf(server);
        if (certificate === undefined) continue;
        const key = `${server.port} ${server.bind} ${certificate}`, other = first.get(key), id = `${server.object.manifest.metadata.namespace}/${server.object.manifest.metadata.name} ${server.at}`;
        if (!other) { first.set(key, server); continue; }
        // The same hosts twice are another mistake.
        if (other.object === server.object || told.has(id) || server.hosts.every((h) => other.hosts.includes(h))) continue;
        told.add(id);
        const { name, namespace } = other.object.manifest.metadata;
        yield finding(server.object, `${server.at}.tls.${textOf(server.tls?.credentialName) !== '' ? 'credentialName' : 'serverCertificate'}`, `the certificate is that of ${name} of ${namespace ?? 'default'} too: browsers reuse a connection to one for hosts of the other`, { help: 'put the hosts into one server, or use a certificate for each', related: [{ ...other.object.place(`${other.at}.tls`), message: 'the other is' }] });
      }
    }
  },
};
function certificateOf({ tls }: WrittenServer): string | undefined {
  const mode = textOf(tls?.mode);
  if (!tls || mode === 'PASSTHROUGH' || mode === 'AUTO_PASSTHROUGH' || mode === 'ISTIO_MUTUAL') return undefined;
  const credential = textOf(tls.credentialName), file = textOf(tls.serverCertificate), key = textOf(tls.privateKey);
  return credential !== '' ? `secret ${credential}` : file !== '' && key !== '' ? `files ${file} ${key}` : undefined;
}
