import { seedsOf, type Seed } from './seed';

const duration = '10s';

const outlier = { consecutive5xxErrors: 5, interval: duration, baseEjectionTime: '30s', maxEjectionPercent: 50 };

const full = {
  loadBalancer: { simple: 'LEAST_REQUEST', warmup: { duration: '30s', minimumPercent: 20, aggression: 1.5 }, localityLbSetting: { enabled: true, failover: [{ from: 'us-east', to: 'eu-west' }] } },
  connectionPool: {
    tcp: { maxConnections: 100, connectTimeout: '1s', tcpKeepalive: { probes: 3, time: '60s', interval: '10s' }, maxConnectionDuration: '1h', idleTimeout: '0s' },
    http: {
      http1MaxPendingRequests: 10, http2MaxRequests: 20, maxRequestsPerConnection: 30, maxRetries: 3, idleTimeout: '5m', h2UpgradePolicy: 'DO_NOT_UPGRADE',
      useClientProtocol: true, maxConcurrentStreams: 100, http2KeepAlive: { interval: '10s', timeout: '1s' },
    },
  },
  outlierDetection: {
    ...outlier, consecutiveGatewayErrors: 3, consecutiveLocalOriginFailures: 2, splitExternalLocalOriginErrors: true, minHealthPercent: 10, outlierDetectionHttpErrorCodes: [500, 503],
  },
  tls: { mode: 'MUTUAL', clientCertificate: '/c.pem', privateKey: '/k.pem', caCertificates: '/ca.pem', subjectAltNames: ['a.example.com'], sni: 'a.example.com' },
  retryBudget: { percent: 25, minRetryConcurrency: 5, budgetInterval: '10s' },
  portLevelSettings: [
    { port: { number: 80 }, loadBalancer: { simple: 'ROUND_ROBIN' }, connectionPool: { tcp: { maxConnections: 1 } }, outlierDetection: outlier, tls: { mode: 'SIMPLE', caCertificates: '/ca.pem' } },
    { port: { number: 443 }, tls: { mode: 'DISABLE' } },
  ],
};

const host = 'reviews.shop.svc.cluster.local';
const policy = (trafficPolicy: object, more: object = {}) => ({ host, trafficPolicy, ...more });
const lb = (loadBalancer: object, more: object = {}) => policy({ loadBalancer, ...more });
const hash = (consistentHash: object) => lb({ consistentHash });
const locality = (localityLbSetting: object, more: object = {}) => lb({ localityLbSetting }, more);
const distribute = (...entries: readonly (readonly [string, Readonly<Record<string, number>>])[]) => locality({ distribute: entries.map(([from, to]) => ({ from, to })) }, { outlierDetection: outlier });
const tls = (settings: object) => policy({ tls: settings });

export const destinationRuleSeeds: readonly Seed[] = seedsOf('networking.istio.io/v1', 'DestinationRule', {
  'everything': { host, trafficPolicy: full, subsets: [{ name: 'v1', labels: { version: 'v1' }, trafficPolicy: full }, { name: 'v2', labels: { 'example.com/v': '' } }], exportTo: ['.', 'other'] },
  'with a selector': { host: 'a', workloadSelector: { matchLabels: { app: 'web' } }, exportTo: ['.'], trafficPolicy: { loadBalancer: { simple: 'PASSTHROUGH' } } },
  'selector and wide export': { host: 'a', workloadSelector: { matchLabels: { app: 'web' } }, exportTo: ['.', 'other'] },
  'selector and foreign export': { host: 'a', workloadSelector: { matchLabels: { app: 'web' } }, exportTo: ['*'] },
  'wildcard host': { host: '*.example.com', trafficPolicy: { tls: { mode: 'ISTIO_MUTUAL' } } },
  'duplicate exports': { host: 'a', exportTo: ['.', 'shop', '*', '*', 'b', 'b', '~', 'UP_per'] },
  'exported to its own twice': { host: 'a', exportTo: ['shop', '.'] },
  'exported to all and one': { host: 'a', exportTo: ['*', 'b'] },
  'hash by cookie': hash({ httpCookie: { name: 'user', path: '/', ttl: '0s', attributes: [{ name: 'SameSite', value: 'Lax' }, { name: 'Secure' }] }, maglev: { tableSize: 65537 } }),
  'hash by header': hash({ httpHeaderName: 'x-user', ringHash: { minimumRingSize: 2048 } }),
  'hash by query': hash({ httpQueryParameterName: 'q', minimumRingSize: 1024 }),
  'hash by address': hash({ useSourceIp: true, maglev: { tableSize: 2 } }),
  'ring size twice': hash({ useSourceIp: true, minimumRingSize: 5, maglev: { tableSize: 9 } }),
  'tables': hash({ useSourceIp: true, maglev: { tableSize: 5000011 } }),
  'no table size': hash({ useSourceIp: true, maglev: {} }),
  'cookie attributes': hash({ httpCookie: { name: 'a', attributes: [{ name: 'a' }, { name: 'a' }, { name: '' }] } }),
  'cookie without name': hash({ httpCookie: { name: '' } }),
  'locality distribution': distribute(['us/*', { 'us/a/*': 70, 'us/b': 30 }], ['eu/x/1', { 'eu/x/1': 100 }]),
  'locality with labels': locality({ failoverPriority: ['topology.istio.io/network', 'topology.kubernetes.io/region'] }, { outlierDetection: outlier }),
  'locality order and regions': locality({ failover: [{ from: 'a', to: 'b' }], failoverPriority: ['topology.kubernetes.io/region'] }),
  'locality order and labels': locality({ failover: [{ from: 'a', to: 'a' }, { from: 'a/b', to: 'c' }, { from: '*', to: 'd' }], failoverPriority: ['app'] }),
  'distribution and failover': locality({ distribute: [{ from: 'a', to: { b: 100 } }], failover: [{ from: 'a', to: 'b' }] }),
  'weights of localities': distribute(['a', { b: 99 }]),
  'weight of nothing': distribute(['a', { b: 0, c: 100 }]),
  'localities that overlap': distribute(['a', { b: 100 }], ['a', { c: 100 }]),
  'zones that overlap': distribute(['a', { b: 100 }], ['a/b', { b: 100 }]),
  'zones twice': distribute(['a/b', { b: 100 }], ['a/b', { b: 100 }]),
  'zones': distribute(['a/b', { b: 100 }], ['a/c', { b: 100 }], ['a/d/e', { b: 100 }], ['a/d/f', { b: 100 }], ['b/d/f', { b: 100 }]),
  'subzones after a region': distribute(['a', { b: 100 }], ['a/b/c', { b: 100 }]),
  'subzones after a zone': distribute(['a/b', { b: 100 }], ['a/b/c', { b: 100 }]),
  'subzones twice': distribute(['a/b/c', { b: 100 }], ['a/b/c', { b: 100 }]),
  'everywhere first': distribute(['*', { b: 100 }], ['a', { b: 100 }]),
  'everywhere inside': distribute(['a*b', { b: 100 }]),
  'everywhere twice': distribute(['*/*', { b: 100 }]),
  'empty zone': distribute(['a//b', { b: 100 }]),
  'overlap of targets': distribute(['a', { 'b/c': 50, b: 50 }]),
  'zone aware': lb({ simple: 'RANDOM', zoneAwareLbSetting: { enabled: true, failover: [{ from: 'a', to: 'b' }], failoverPriority: ['app'], minClusterSize: 3 } }, { outlierDetection: outlier }),
  'zone aware mistakes': lb({ zoneAwareLbSetting: { failover: [{ from: 'a', to: 'a' }, { from: 'a/b', to: 'c' }, { from: '*', to: 'd' }], failoverPriority: ['topology.kubernetes.io/zone'] } }),
  'both locality kinds': lb({ localityLbSetting: {}, zoneAwareLbSetting: {} }),
  'deprecated warmup': lb({ simple: 'ROUND_ROBIN', warmupDurationSecs: '10s' }),
  'warmup limits': lb({ simple: 'ROUND_ROBIN', warmup: { duration: '1s', minimumPercent: 101, aggression: 0 } }),
  'deprecated outlier field': policy({ outlierDetection: { consecutiveErrors: 3 } }),
  'local failures without split': policy({ outlierDetection: { consecutiveLocalOriginFailures: 3 } }),
  'outlier limits': policy({ outlierDetection: { maxEjectionPercent: 101, minHealthPercent: -1, interval: '0s', baseEjectionTime: '1ns' } }),
  'empty pool': policy({ connectionPool: {} }),
  'negative pool': policy({ connectionPool: { tcp: { maxConnections: -1 }, http: { http1MaxPendingRequests: -1, http2MaxRequests: -1, maxRequestsPerConnection: -1, maxRetries: -1, maxConcurrentStreams: -1, useClientProtocol: true, h2UpgradePolicy: 'UPGRADE', http2KeepAlive: {} } } }),
  'keepalive halves': policy({ connectionPool: { http: { http2KeepAlive: { interval: '1s' } } } }),
  'empty policy': policy({}),
  'empty port policy': policy({ portLevelSettings: [{ port: { number: 1 } }, { tls: { mode: 'SIMPLE' } }] }),
  'tunnel': policy({ tunnel: { protocol: 'CONNECT', targetHost: 'a.example.com', targetPort: 443 } }),
  'tunnel to an address': policy({ tunnel: { protocol: 'POST', targetHost: '10.0.0.1', targetPort: 443 } }),
  'tunnel mistakes': policy({ tunnel: { protocol: 'GET', targetHost: '*', targetPort: 0 } }),
  'tunnel and proxy protocol': policy({ tunnel: { targetHost: 'a', targetPort: 1 }, proxyProtocol: { version: 'V2' } }),
  'proxy protocol': policy({ proxyProtocol: { version: 'V1' } }),
  'credentials': tls({ mode: 'MUTUAL', credentialName: 'secret', subjectAltNames: ['a'] }),
  'credentials and files': tls({ mode: 'SIMPLE', credentialName: 'secret', caCertificates: '/ca', caCrl: '/crl' }),
  'credentials of a config map': tls({ mode: 'SIMPLE', credentialName: 'configmap://ca' }),
  'credentials of another namespace': tls({ mode: 'SIMPLE', credentialName: 'configmap://other/ca' }),
  'credentials of a bad config map': tls({ mode: 'SIMPLE', credentialName: 'configmap://' }),
  'credentials of a long config map': tls({ mode: 'SIMPLE', credentialName: 'configmap://a/b/c/d' }),
  'mutual without files': tls({ mode: 'MUTUAL', caCrl: '/crl' }),
  'no verification': tls({ mode: 'SIMPLE', insecureSkipVerify: true }),
  'no verification and a CA': tls({ mode: 'SIMPLE', insecureSkipVerify: true, caCertificates: '/ca' }),
  'mutual without verification': tls({ mode: 'MUTUAL', insecureSkipVerify: true, clientCertificate: '/c', privateKey: '/k' }),
  'mutual without verification and names': tls({ mode: 'MUTUAL', insecureSkipVerify: true, clientCertificate: '/c', privateKey: '/k', subjectAltNames: ['a'] }),
  'subsets twice': { host, subsets: [{ name: 'a', labels: { a: 'b' } }, { name: 'a', labels: { 'a_': '-' } }, { name: '' }, { name: 'A.b' }] },
  'subset labels': { host, subsets: [{ name: 'a', labels: { 'a.example.com/b': 'c', [`${'a.'.repeat(130)}b/c`]: 'd', [`a/${'b'.repeat(64)}`]: 'e', '': 'f', 'g h': 'i j' } }] },
});
