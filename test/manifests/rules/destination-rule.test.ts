import { objectsOf, rulesTable } from './table';

const make = objectsOf('networking.istio.io/v1/DestinationRule');
const policy = (trafficPolicy: object) => make({ host: 'web', trafficPolicy });
const balancer = (loadBalancer: object, more: object = {}) => policy({ loadBalancer, ...more });
const spread = (to: object, from = 'us') => balancer({ localityLbSetting: { distribute: [{ from, to }] } });
const outlierDetection = { interval: '1s' };

describe('DestinationRule', () => {
  rulesTable([
    make({ host: '*.example.com', subsets: [{ name: 'v1', labels: { app: 'x' } }] }),
    make({ host: 'web', workloadSelector: { matchLabels: { a: 'b' } }, exportTo: ['.'] }),
    policy({ tls: { mode: 'MUTUAL', credentialName: 'cert' } }),
    policy({ tls: { mode: 'SIMPLE', insecureSkipVerify: true } }),
    policy({ connectionPool: { tcp: { idleTimeout: '0s' } } }),
    balancer({ consistentHash: { httpCookie: { name: 'a', ttl: '0s' }, maglev: { tableSize: 65537 } } }),
    balancer({ localityLbSetting: { failover: [{ from: 'us', to: 'eu' }] } }, { outlierDetection }),
    spread({ 'us/a': 40, 'us/b/*': 60 }),
  ], [
    [make({ host: '' }), 'spec.host', /missing/],
    [make({ host: 'a.*.b' }), 'spec.host', /bad part "\*"/],
    [make({ host: 'a', subsets: [{ name: 'v1' }, { name: 'v1' }] }), 'spec.subsets[1].name', /twice/],
    [make({ host: 'a', subsets: [{ name: 'v1', labels: { a: '-' } }] }), 'spec.subsets[0].labels.a', /label value/],
    [make({ host: 'a', workloadSelector: { matchLabels: { a: 'b' } }, exportTo: ['x'] }), 'spec.exportTo[0]', /own namespace only/],
    [make({ host: 'a', workloadSelector: { matchLabels: { a: '*' } } }), 'spec.workloadSelector.matchLabels.a', /wildcard/],
    [make({ host: 'a', workloadSelector: {} }), 'spec.workloadSelector.matchLabels', /every workload/, 'warning'],
    [policy({}), 'spec.trafficPolicy', /sets nothing/],
    [policy({ tunnel: { targetHost: 'a', targetPort: 1 }, proxyProtocol: {} }), 'spec.trafficPolicy.tunnel', /both set/],
    [policy({ tunnel: { protocol: 'GET', targetHost: 'a', targetPort: 1 } }), 'spec.trafficPolicy.tunnel.protocol', /GET/],
    [policy({ portLevelSettings: [{ port: { number: 80 } }] }), 'spec.trafficPolicy.portLevelSettings[0]', /empty/],
    [policy({ outlierDetection: { maxEjectionPercent: 101 } }), 'spec.trafficPolicy.outlierDetection.maxEjectionPercent', /percentage/],
    [policy({ outlierDetection: { consecutiveLocalOriginFailures: 1 } }), 'spec.trafficPolicy.outlierDetection.consecutiveLocalOriginFailures', /told apart/],
    [policy({ outlierDetection: { consecutiveErrors: 1 } }), 'spec.trafficPolicy.outlierDetection.consecutiveErrors', /deprecated/, 'warning'],
    [policy({ connectionPool: {} }), 'spec.trafficPolicy.connectionPool', /sets nothing/],
    [policy({ connectionPool: { http: { maxRetries: -1 } } }), 'spec.trafficPolicy.connectionPool.http.maxRetries', /-1/],
    [policy({ connectionPool: { http: { h2UpgradePolicy: 'UPGRADE', useClientProtocol: true } } }), 'spec.trafficPolicy.connectionPool.http.useClientProtocol', /HTTP\/2/],
    [policy({ connectionPool: { http: { http2KeepAlive: { interval: '1s' } } } }), 'spec.trafficPolicy.connectionPool.http.http2KeepAlive.timeout', /missing/],
    [balancer({ consistentHash: { httpCookie: {} } }), 'spec.trafficPolicy.loadBalancer.consistentHash.httpCookie.name', /no name/],
    [balancer({ consistentHash: { maglev: { tableSize: 65536 } } }), 'spec.trafficPolicy.loadBalancer.consistentHash.maglev.tableSize', /65536/],
    [balancer({ consistentHash: { minimumRingSize: 5 } }), 'spec.trafficPolicy.loadBalancer.consistentHash.minimumRingSize', /deprecated/, 'warning'],
    [balancer({ localityLbSetting: {}, zoneAwareLbSetting: {} }), 'spec.trafficPolicy.loadBalancer.zoneAwareLbSetting', /both set/],
    [balancer({ localityLbSetting: { failover: [{ from: 'us', to: 'eu' }] } }), 'spec.trafficPolicy.loadBalancer.localityLbSetting', /outlierDetection/, 'warning'],
    [balancer({ localityLbSetting: { failover: [{ from: 'us', to: 'us' }] } }, { outlierDetection }), 'spec.trafficPolicy.loadBalancer.localityLbSetting.failover[0]', /itself/],
    [balancer({ zoneAwareLbSetting: { failoverPriority: ['topology.kubernetes.io/zone'] } }, { outlierDetection }), 'spec.trafficPolicy.loadBalancer.zoneAwareLbSetting.failoverPriority[0]', /by itself/],
    [balancer({ warmup: {} }), 'spec.trafficPolicy.loadBalancer.warmup.duration', /no duration/],
    [balancer({ warmup: { duration: '1s', aggression: 0 } }), 'spec.trafficPolicy.loadBalancer.warmup.aggression', /0/],
    [spread({ us: 99 }), 'spec.trafficPolicy.loadBalancer.localityLbSetting.distribute[0].to', /add up to 99/],
    [spread({ us: 50, 'us/a': 50 }), 'spec.trafficPolicy.loadBalancer.localityLbSetting.distribute[0].to', /overlap/],
    [spread({ 'us//a': 100 }), 'spec.trafficPolicy.loadBalancer.localityLbSetting.distribute[0].to["us//a"]', /empty part/],
    [spread({ us: 100 }, 'us/*/a'), 'spec.trafficPolicy.loadBalancer.localityLbSetting.distribute[0].from', /wildcard/],
    [policy({ tls: { mode: 'MUTUAL', clientCertificate: '/a' } }), 'spec.trafficPolicy.tls.privateKey', /no private key/],
    [policy({ tls: { mode: 'SIMPLE', credentialName: 'a', caCertificates: '/a' } }), 'spec.trafficPolicy.tls.credentialName', /both|from/],
    [policy({ tls: { mode: 'SIMPLE', credentialName: 'configmap://other/x' } }), 'spec.trafficPolicy.tls.credentialName', /another namespace/],
    [policy({ tls: { mode: 'SIMPLE', insecureSkipVerify: true, caCertificates: '/a' } }), 'spec.trafficPolicy.tls.insecureSkipVerify', /verified/],
  ]);
});
