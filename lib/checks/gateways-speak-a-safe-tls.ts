import { KIND } from '../effective';
import { finding, type Check } from './check';
import { textOf } from './parts/fields';
import { serversIn } from './parts/gateway-hosts';

/** Versions that are broken. */
export const gatewaysSpeakASafeTls: Check = {
  code: 'MESH2506',
  title: 'a Gateway takes TLS 1.2 or newer',
  severity: 'warning',
  docs: 'TLS 1.0 and 1.1 are deprecated (RFC 8996). What is not said is TLS 1.2.',
  *run({ world }) {
    for (const object of world.objects.of(KIND.gateway)) for (const server of serversIn(object)) {
      const version = textOf(server.tls?.minProtocolVersion);
      if (version === 'TLSV1_0' || version === 'TLSV1_1') yield finding(object, `${server.at}.tls.minProtocolVersion`, `clients with TLS ${version.slice(4).replace('_', '.')} are let in`, { help: 'write TLSV1_2, or leave it out' });
    }
  },
};
