import { seedsOf, type Seed } from './seed';

const egress = [{ hosts: ['./*', 'istio-system/*'] }];
const ingress = (more: object, port: object = {}) => ({ ingress: [{ port: { number: 80, name: 'http', protocol: 'HTTP', ...port }, defaultEndpoint: '127.0.0.1:8080', ...more }] });
const tls = (settings: object, protocol = 'HTTPS') => ingress({ tls: settings }, { protocol });
const files = { serverCertificate: '/c', privateKey: '/k' };

export const sidecarSeeds: readonly Seed[] = seedsOf('networking.istio.io/v1', 'Sidecar', {
  'everything': {
    workloadSelector: { labels: { app: 'web' } },
    ingress: [
      { port: { number: 80, name: 'http', protocol: 'HTTP' }, bind: '10.0.0.1', captureMode: 'IPTABLES', defaultEndpoint: '0.0.0.0:8080', connectionPool: { tcp: { maxConnections: 3 }, http: { http1MaxPendingRequests: 4 } } },
      { port: { number: 81, name: 'b', protocol: 'HTTPS' }, defaultEndpoint: '[::1]:8080', tls: { mode: 'SIMPLE', ...files } },
      { port: { number: 82, name: 'c', protocol: 'TCP' }, defaultEndpoint: 'unix:///var/run/x.sock' },
      { port: { number: 83, name: 'd', protocol: 'GRPC' }, defaultEndpoint: '[::]:1' }, { port: { number: 84, name: 'e', protocol: '' } },
    ],
    egress: [
      { port: { number: 9000, name: 'x', protocol: 'TCP' }, bind: '127.0.0.1', captureMode: 'NONE', hosts: ['other/*.example.com', '~/*'] },
      { port: { number: 0, protocol: 'HTTP' }, bind: 'unix:///a.sock', captureMode: 'DEFAULT', hosts: ['*/api.example.com'] },
      ...egress,
    ],
    outboundTrafficPolicy: { mode: 'ALLOW_ANY', egressProxy: { host: 'egress.istio-system.svc.cluster.local', subset: 'v1', port: { number: 80 } } },
    inboundConnectionPool: { http: { http2MaxRequests: 100 } },
  },
  'registry only': { egress, outboundTrafficPolicy: { mode: 'REGISTRY_ONLY' } },
  'dynamic DNS': { egress, outboundTrafficPolicy: { mode: 'ALLOW_ANY_DYNAMIC_DNS' } },
  'proxy in registry mode': { outboundTrafficPolicy: { mode: 'REGISTRY_ONLY', egressProxy: { host: 'a', port: { number: 1 } } } },
  'proxy without port': { outboundTrafficPolicy: { mode: 'ALLOW_ANY', egressProxy: { host: '*' } } },
  'nothing': { workloadSelector: { labels: { a: 'b' } } },
  'empty selector': { workloadSelector: {}, egress },
  'bad selector': { workloadSelector: { labels: { 'a*': '*', '': 'c' } }, egress },
  'ingress mistakes': {
    ingress: [
      { defaultEndpoint: '127.0.0.1:80' }, { port: { number: 80, name: 'A_b', protocol: 'SCTP', targetPort: 1 }, bind: 'x', defaultEndpoint: '10.0.0.1:80' },
      { port: { number: 80 }, defaultEndpoint: 'nonsense' }, { port: { number: 81 }, defaultEndpoint: '127.0.0.1:x' }, { port: { number: 0 }, defaultEndpoint: '127.0.0.1:70000' }, { port: { number: 82 }, defaultEndpoint: 'unix://x' },
    ],
  },
  'HTTP pool on TCP': ingress({ connectionPool: { http: { maxRetries: 1 } } }, { protocol: 'TCP' }),
  'empty pool': { ...ingress({ connectionPool: {} }), inboundConnectionPool: {} },
  'TLS': tls({ mode: 'MUTUAL', ...files, caCertificates: '/ca' }),
  'TLS on HTTP': tls({ mode: 'SIMPLE', ...files }, 'HTTP'),
  'TLS of the mesh': tls({ mode: 'ISTIO_MUTUAL' }),
  'TLS passed': tls({ mode: 'AUTO_PASSTHROUGH' }),
  'TLS redirect': tls({ mode: 'SIMPLE', ...files, httpsRedirect: true, subjectAltNames: ['a'] }),
  'TLS credential': tls({ mode: 'SIMPLE', credentialName: 'a' }),
  'TLS credentials': tls({ mode: 'SIMPLE', credentialNames: ['a'] }),
  'TLS certificates': tls({ mode: 'SIMPLE', tlsCertificates: [files] }),
  'TLS credentials and certificates': tls({ mode: 'SIMPLE', credentialNames: ['a'], tlsCertificates: [files] }),
  'TLS credential and credentials': tls({ mode: 'SIMPLE', credentialName: 'b', credentialNames: ['a'] }),
  'egress mistakes': {
    egress: [
      { hosts: [] }, { port: { number: 0, protocol: 'SCTP' }, bind: 'x', captureMode: 'IPTABLES', hosts: ['a'] }, { port: { number: 9, name: 'B_c', targetPort: 2 }, bind: 'unix:///x', hosts: ['a/b/c'] },
      { port: { number: 9 }, hosts: ['UP_/a.b'] }, { port: { number: 0 }, bind: 'unix:///x', hosts: ['/'] }, { port: { number: 0 }, bind: 'unix:///x', captureMode: 'IPTABLES', hosts: ['x/'] }, { hosts: ['a/b'] }, { hosts: ['a/b'] },
    ],
  },
  'egress by bad socket': { egress: [{ port: { number: 0 }, bind: 'unix://x', hosts: ['*/*'] }] },
  'hosts twice': { egress: [{ hosts: ['a/b', 'a/b', 'a/*', 'a/c', './d', 'shop/d', '~/x', '~a/y', '*/*', 'plain'] }] },
  'everything and more': { egress: [{ hosts: ['*/*', 'a/b'] }] },
  'hosts by namespace': { egress: [{ hosts: ['*/*'] }] },
});
