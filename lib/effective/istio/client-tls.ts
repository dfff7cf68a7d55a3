import type { ClientTls, Host, HostPort } from '../mesh';
import { defaultOf } from '../objects';
import type { Sourced } from '../provenance';
import { fields, texts, textOf, type Fields } from './fields';
import { namespaceMtls } from './peer-authentication';
import type { World } from './world';

const MODES = new Set(['DISABLE', 'SIMPLE', 'MUTUAL', 'ISTIO_MUTUAL']);

/** How a client opens its connections: as its rule says; else mutual TLS with who has a proxy, if the mesh does that by itself. */
export function clientTlsOf(world: World, host: Host, port: HostPort, block: Sourced<Fields> | undefined, passthrough: boolean): Sourced<ClientTls> {
  if (block) return { value: written(block.value, host, port), from: block.from };
  const { autoMtls } = world.settings;
  if (host.external || !autoMtls) return { value: { mode: 'DISABLE' }, from: defaultOf(host.external ? 'Istio' : 'MeshConfig') };
  // Connections to the pod that was dialled have one way for all: mutual TLS only if every pod can.
  if (host.resolution === 'client' || host.resolution === 'none' || passthrough) {
    const behind = world.workloadsBehind(host);
    if (behind.length === 0 || behind.some((w) => w.proxy === 'none')) return { value: { mode: 'DISABLE' }, from: defaultOf('Istio') };
  }
  const mode = namespaceMtls(world, host.namespace);
  if (mode.value === 'DISABLE') return { value: { mode: 'DISABLE' }, from: mode.from };
  return { value: { mode: 'AUTO' }, from: defaultOf('Istio') };
}

function written(tls: Fields, host: Host, port: HostPort): ClientTls {
  const mode = (MODES.has(textOf(tls.mode)) ? textOf(tls.mode) : 'DISABLE') as ClientTls['mode'];
  if (mode === 'DISABLE') return { mode };
  const names = texts(tls.subjectAltNames), own = names.length > 0 ? names : mode !== 'ISTIO_MUTUAL' && host.kind === 'ServiceEntry' ? host.subjectAltNames : [];
  const skip = tls.insecureSkipVerify === true || fields(tls.insecureSkipVerify)?.value === true;
  const credential = textOf(tls.credentialName), ca = textOf(tls.caCertificates);
  void port;
  return {
    mode, ...(textOf(tls.sni) !== '' && { sni: textOf(tls.sni) }), ...(own.length > 0 && { subjectAltNames: own }),
    ...(mode !== 'ISTIO_MUTUAL' && !skip && { caCertificates: credential !== '' ? `${credential}-cacert` : ca || 'system' }), ...(credential !== '' && { credential }),
    ...(mode === 'MUTUAL' && textOf(tls.clientCertificate) !== '' && { clientCertificate: textOf(tls.clientCertificate) }), ...(skip && { insecureSkipVerify: true }),
  };
}
