import { objectsOf, rulesTable } from './table';

const make = objectsOf('networking.istio.io/v1/Gateway');
const server = (one: object) => make({ servers: [{ port: { number: 80, name: 'http', protocol: 'HTTP' }, hosts: ['*'], ...one }] });
const secure = (tls: object | undefined, protocol = 'HTTPS') => server({ port: { number: 443, name: 'https', protocol }, ...(tls && { tls }) });
const files = { serverCertificate: '/a', privateKey: '/b' };

describe('Gateway', () => {
  rulesTable([
    server({}), server({ tls: { httpsRedirect: true } }), server({ hosts: ['shop/a.b', './*.c.d', '*/*', '1.2.3.4'] }),
    secure({ mode: 'SIMPLE', credentialName: 'x' }), secure({ mode: 'SIMPLE', ...files }), secure({ mode: 'MUTUAL', ...files, caCertificates: '/c' }),
    secure({ mode: 'AUTO_PASSTHROUGH' }, 'TLS'), secure({ mode: 'ISTIO_MUTUAL' }),
    server({ port: { number: 0, name: 'u', protocol: 'HTTP' }, bind: 'unix:///x' }),
    make({ servers: [{ port: { number: 80, name: 'a', protocol: 'HTTP' }, hosts: ['~/a.b'] }] }, { name: 'a.b', annotations: { 'internal.istio.io/gateway-semantics': 'gateway' } }),
  ], [
    [make({}), 'spec.servers', /missing/],
    [make({ servers: [{ port: { number: 80, name: 'h', protocol: 'HTTP' }, hosts: ['*'] }] }, { name: 'a.b' }), 'metadata.name', /DNS label/],
    [server({ hosts: [] }), 'spec.servers[0].hosts', /missing/],
    [server({ hosts: ['web'] }), 'spec.servers[0].hosts[0]', /short name/],
    [server({ hosts: ['*a.b'] }), 'spec.servers[0].hosts[0]', /inside a label/],
    [server({ hosts: ['A_/a.b'] }), 'spec.servers[0].hosts[0]', /not a namespace/],
    [server({ port: { number: 80, name: 'a', protocol: 'FOO' } }), 'spec.servers[0].port.protocol', /unknown/],
    [server({ port: { number: 0, name: 'a', protocol: 'HTTP' } }), 'spec.servers[0].port.number', /missing/],
    [server({ port: { number: 80, name: '', protocol: 'HTTP' } }), 'spec.servers[0].port.name', /no name/],
    [server({ port: { number: 80, name: 'a', protocol: 'HTTP', targetPort: 8 } }), 'spec.servers[0].port.targetPort', /no targetPort/],
    [server({ port: { number: 80, name: 'a', protocol: 'HTTP' }, bind: 'unix:///x' }), 'spec.servers[0].port.number', /Unix/],
    [server({ bind: 'localhost' }), 'spec.servers[0].bind', /IP address/],
    [server({ tls: { mode: 'SIMPLE', credentialName: 'x' } }), 'spec.servers[0].tls', /cannot have TLS/],
    [secure(undefined), 'spec.servers[0].tls', /no TLS settings/],
    [secure({ mode: 'SIMPLE', serverCertificate: '/a' }), 'spec.servers[0].tls.privateKey', /no private key/],
    [secure({ mode: 'MUTUAL', ...files }), 'spec.servers[0].tls.caCertificates', /CA/],
    [secure({ mode: 'SIMPLE', ...files, credentialName: 'x' }), 'spec.servers[0].tls', /several places/],
    [secure({ mode: 'ISTIO_MUTUAL', credentialName: 'x' }), 'spec.servers[0].tls.credentialName', /no place/],
    [secure({ mode: 'SIMPLE', ...files, caCrl: '/c' }), 'spec.servers[0].tls.caCrl', /client certificates/],
    [secure({ mode: 'PASSTHROUGH', credentialName: 'x' }), 'spec.servers[0].tls', /ignored/, 'warning'],
    [secure({ mode: 'SIMPLE', credentialName: 'x', minProtocolVersion: 'TLSV1_0' }), 'spec.servers[0].tls.minProtocolVersion', /cipher/, 'warning'],
    [secure({ mode: 'SIMPLE', credentialName: 'x', cipherSuites: ['BAD'] }), 'spec.servers[0].tls.cipherSuites[0]', /unknown/, 'warning'],
    [secure({ mode: 'SIMPLE', credentialName: 'x', httpsRedirect: true }), 'spec.servers[0].tls', /plain HTTP servers only/, 'warning'],
    [make({ servers: ['a', 'a'].map((name) => ({ port: { number: 80, name, protocol: 'HTTP' }, hosts: ['*'] })) }), 'spec.servers[1].port', /twice/],
  ]);
});
