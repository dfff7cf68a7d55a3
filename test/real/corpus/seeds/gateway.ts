import { seedsOf, withMetadata, type Seed } from './seed';

const server = (tls: object, port: object = {}) => ({ selector: { istio: 'ingress' }, servers: [{ port: { number: 443, name: 'https', protocol: 'HTTPS', ...port }, hosts: ['a.example.com'], tls }] });
const files = { serverCertificate: '/c.pem', privateKey: '/k.pem' };

const base = seedsOf('networking.istio.io/v1', 'Gateway', {
  'several servers': {
    selector: { istio: 'ingress' }, servers: [
      { name: 'web', port: { number: 80, name: 'http', protocol: 'HTTP' }, hosts: ['*', 'shop/a.example.com', './b.example.com', '*/c.example.com', '~/d.example.com'], tls: { httpsRedirect: true } },
      {
        port: { number: 443, name: 'https', protocol: 'HTTPS' }, hosts: ['*.example.com'], bind: '10.0.0.1', defaultEndpoint: '127.0.0.1:8080',
        tls: {
          mode: 'MUTUAL', ...files, caCertificates: '/ca.pem', caCrl: '/crl.pem', subjectAltNames: ['spiffe://x'], verifyCertificateSpki: ['a'], verifyCertificateHash: ['b'], minProtocolVersion: 'TLSV1_2',
          maxProtocolVersion: 'TLSV1_3', cipherSuites: ['ECDHE-ECDSA-AES128-GCM-SHA256', 'ALL', '-x'],
        },
      },
      { port: { number: 9000, name: 'tcp', protocol: 'TCP' }, hosts: ['*'] },
      { port: { number: 0, name: 'uds', protocol: 'HTTP' }, hosts: ['x.com'], bind: 'unix:///var/run/x.sock' },
      { port: { number: 0, name: 'abstract', protocol: 'GRPC-WEB' }, hosts: ['x.com'], bind: 'unix://@x' },
    ],
  },
  'credential': server({ mode: 'SIMPLE', credentialName: 'cert' }),
  'several credentials': server({ mode: 'OPTIONAL_MUTUAL', credentialNames: ['a', 'b'] }),
  'CA credential': server({ mode: 'MUTUAL', credentialName: 'cert', caCertCredentialName: 'ca' }),
  'certificates': server({ mode: 'SIMPLE', tlsCertificates: [{ ...files, caCertificates: '/ca' }, files] }),
  'too many certificates': server({ mode: 'MUTUAL', caCertificates: '/ca', tlsCertificates: [files, files, files, {}] }),
  'too many credentials': server({ mode: 'SIMPLE', credentialNames: ['a', 'b', 'c'] }),
  'files': server({ mode: 'SIMPLE', ...files }),
  'mutual of the mesh': server({ mode: 'ISTIO_MUTUAL' }, { protocol: 'TLS' }),
  'mutual of the mesh with all': server({ mode: 'ISTIO_MUTUAL', ...files, caCertificates: '/ca', credentialName: 'a' }),
  'mutual of the mesh with certificates': server({ mode: 'ISTIO_MUTUAL', tlsCertificates: [files] }),
  'mutual of the mesh with credentials': server({ mode: 'ISTIO_MUTUAL', credentialNames: ['a'] }),
  'passthrough': server({ mode: 'PASSTHROUGH' }, { protocol: 'TLS' }),
  'passthrough with a certificate': server({ mode: 'AUTO_PASSTHROUGH', ...files }, { protocol: 'TLS' }),
  'old TLS': server({ mode: 'SIMPLE', ...files, minProtocolVersion: 'TLSV1_0' }),
  'old TLS with ciphers': server({ mode: 'SIMPLE', ...files, minProtocolVersion: 'TLSV1_1', cipherSuites: ['AES128-SHA', 'AES128-SHA', 'nonsense', ''] }),
  'two sources': server({ mode: 'SIMPLE', ...files, credentialName: 'a' }),
  'list sources': server({ mode: 'SIMPLE', credentialNames: ['a'], tlsCertificates: [files] }),
  'both credential fields': server({ mode: 'SIMPLE', credentialName: 'a', credentialNames: ['b'] }),
  'revocation with a credential': server({ mode: 'PASSTHROUGH', credentialName: 'a', caCrl: '/crl' }, { protocol: 'TLS' }),
  'revocation with SIMPLE': server({ mode: 'SIMPLE', ...files, caCrl: '/crl' }),
  'nothing to verify with': server({ mode: 'MUTUAL' }),
  'TLS on HTTP': server({ mode: 'SIMPLE', ...files }, { protocol: 'HTTP' }),
  'TLS on TCP': server({ mode: 'SIMPLE', ...files }, { protocol: 'TCP' }),
  'redirect on TCP': server({ httpsRedirect: true }, { protocol: 'TCP' }),
  'HTTPS without TLS': { servers: [{ port: { number: 443, name: 'https', protocol: 'HTTPS' }, hosts: ['a.b'] }] },
  'no servers': { selector: { a: 'b' } },
  'no hosts': { servers: [{ port: { number: 80, name: 'a', protocol: 'HTTP' }, hosts: [] }] },
  'names twice': { servers: [{ port: { number: 80, name: 'a', protocol: 'HTTP' }, hosts: ['a.b'] }, { port: { number: 81, name: 'a', protocol: 'HTTP2' }, hosts: ['a.b'] }] },
  'port details': { servers: [{ port: { number: 70000, name: '', protocol: 'SCTP', targetPort: 8080 }, hosts: ['a', '10.0.0.1', '*.*.com', 'a*.com', 'x/y/z', '~/*', 'UP_/a.b', '/a.b', 'a/', ''] }] },
  'bad binds': { servers: [{ port: { number: 80, name: 'a', protocol: 'HTTP' }, hosts: ['a.b'], bind: 'nonsense' }, { port: { number: 80, name: 'b', protocol: 'HTTP' }, hosts: ['a.b'], bind: 'unix://a' }, { port: { number: 0, name: 'c', protocol: 'HTTP' }, hosts: ['a.b'], bind: 'unix://' }, { hosts: ['a.b'] }] },
  'other protocols': { servers: ['MONGO', 'REDIS', 'MYSQL', 'GRPC', 'HTTP_PROXY', 'udp', 'https'].map((protocol, i) => ({ port: { number: i + 1, name: `p${i}`, protocol }, hosts: ['a.b'] })) },
});

const [first] = base;
export const gatewaySeeds: readonly Seed[] = [
  ...base,
  withMetadata(first, 'name with dots', { name: 'a.b' }),
  withMetadata(first, 'converted', { name: 'a.b', annotations: { 'internal.istio.io/gateway-semantics': 'gateway' } }),
];
