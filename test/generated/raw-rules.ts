import { add, EXTERNAL, exportTo, filled, full, maybe, NAMESPACES, ROOT, someHost, VERSIONS, type Raw } from './raw-parts';

function policy(raw: Raw): object {
  const { p } = raw;
  return {
    loadBalancer: maybe(p, 35, () => p.one<object>([
      { simple: 'ROUND_ROBIN' }, { simple: 'RANDOM' }, { simple: 'LEAST_REQUEST' }, { simple: 'PASSTHROUGH' }, { simple: 'ROUND_ROBIN', warmup: { duration: '30s' } }, { consistentHash: { httpHeaderName: 'x-user' } },
      { consistentHash: { useSourceIp: true, minimumRingSize: 2048 } }, { consistentHash: { httpCookie: { name: 'c', ttl: '60s', path: '/p' } } }, { consistentHash: { httpCookie: { name: 'd', ttl: '0s' } } }, { consistentHash: { httpQueryParameterName: 'u', maglev: { tableSize: 65537 } } }, { consistentHash: { httpHeaderName: 'x-ring', ringHash: { minimumRingSize: 64 } } },
      { localityLbSetting: { enabled: true, failoverPriority: ['version'] } },
    ])),
    connectionPool: maybe(p, 35, () => filled({
      tcp: maybe(p, 60, () => filled({ maxConnections: maybe(p, 60, () => p.int(1, 99)), connectTimeout: maybe(p, 50, () => '3s'), tcpKeepalive: maybe(p, 25, () => ({ probes: 3, time: '7200s', interval: '75s' })), idleTimeout: maybe(p, 20, () => '90s'), maxConnectionDuration: maybe(p, 20, () => '600s') })),
      http: maybe(p, 60, () => filled({ http1MaxPendingRequests: maybe(p, 40, () => p.int(1, 99)), http2MaxRequests: maybe(p, 40, () => p.int(1, 99)), maxRequestsPerConnection: maybe(p, 30, () => p.int(1, 9)), maxRetries: maybe(p, 30, () => p.int(1, 9)), idleTimeout: maybe(p, 30, () => '77s'), ...(p.chance(12) ? { useClientProtocol: true } : { h2UpgradePolicy: maybe(p, 25, () => p.one(['UPGRADE', 'DO_NOT_UPGRADE', 'DEFAULT'])) }), maxConcurrentStreams: maybe(p, 15, () => 50) })),
    })),
    outlierDetection: maybe(p, 30, () => ({ consecutive5xxErrors: maybe(p, 50, () => p.int(0, 9)), consecutiveGatewayErrors: maybe(p, 40, () => p.int(0, 9)), interval: maybe(p, 40, () => '7s'), baseEjectionTime: maybe(p, 40, () => '45s'), maxEjectionPercent: maybe(p, 40, () => p.int(1, 100)), minHealthPercent: maybe(p, 20, () => 30), ...(p.chance(15) ? { splitExternalLocalOriginErrors: true, consecutiveLocalOriginFailures: p.chance(50) ? 4 : undefined } : {}) })),
    tls: maybe(p, 25, () => p.one<object>([
      { mode: 'DISABLE' }, { mode: 'SIMPLE' }, { mode: 'SIMPLE', sni: 'sni.example.com', subjectAltNames: ['s.example.com'] }, { mode: 'ISTIO_MUTUAL' }, { mode: 'ISTIO_MUTUAL', sni: 'mine', subjectAltNames: ['spiffe://cluster.local/ns/n1/sa/x'] },
      { mode: 'MUTUAL', clientCertificate: '/etc/c.pem', privateKey: '/etc/k.pem', caCertificates: '/etc/ca.pem' }, { mode: 'SIMPLE', credentialName: 'cred' }, { mode: 'SIMPLE', insecureSkipVerify: true }, { mode: 'SIMPLE', caCertificates: '/etc/ca2.pem' },
    ])),
  };
}

function fullPolicy(raw: Raw): object | undefined {
  const { p } = raw, numbers = [...new Set(raw.services.flatMap((s) => s.ports).concat(80, 443))];
  return filled({ ...policy(raw), portLevelSettings: maybe(p, 30, () => [...new Set(Array.from({ length: p.one([1, 1, 2]) }, () => p.one(numbers)))].map((number) => ({ port: { number }, ...atLeastOne(policy(raw)) }))) });
}
const atLeastOne = (of: object): object => filled(of) ?? { loadBalancer: { simple: 'RANDOM' } };

/** Rules of clients, hosts and the root namespace, for the same hosts and wider ones. */
export function makeDestinationRules(raw: Raw): void {
  const { p } = raw;
  for (let n = p.int(1, 6); n > 0; n--) {
    const service = p.one(raw.services), namespace = p.chance(20) ? ROOT : p.chance(55) ? service.namespace : p.one(NAMESPACES);
    const host = p.chance(15) ? p.one(EXTERNAL) : p.chance(30) ? someHost(raw, namespace, 60) : service.namespace === namespace && p.chance(40) ? service.name : full(service);
    const workloadSelector = maybe(p, 8, () => ({ matchLabels: p.one([{ app: 'a' }, { version: 'v1' }]) }));
    add(raw, 'DestinationRule', { namespace, base: 'dr' }, {
      host, exportTo: workloadSelector ? undefined : exportTo(raw, 20), workloadSelector, trafficPolicy: maybe(p, 70, () => fullPolicy(raw)),
      subsets: maybe(p, 60, () => [...VERSIONS, ...(p.chance(10) ? ['other'] : [])].filter(() => p.chance(85)).map((name) => ({ name, labels: p.chance(90) ? { version: name } : p.one([{ version: 'v9' }, undefined]), trafficPolicy: maybe(p, 25, () => fullPolicy(raw)) }))),
    });
  }
}
