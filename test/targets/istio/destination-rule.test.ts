import type { LoadBalancingFact } from '../../../lib/model/policies/load-balancing';
import { Istio, type IstioFacts } from '../../../lib/targets/istio';
import { Builder, listener, on, port, rule } from '../../resolve/model';
import { emitAll, ofKind, problems } from './emit';

const rules = (b: Builder, facts: IstioFacts = {}) => {
  const all = emitAll(b, facts);
  expect(problems(all)).toEqual([]);
  return ofKind(all, 'DestinationRule');
};
const shop = (more = {}) => {
  const b = new Builder();
  const mesh = b.mesh('shop', more);
  return { b, mesh };
};

describe('versions', () => {
  test('are subsets, told apart by what is not common to all', () => {
    const { b, mesh } = shop();
    b.service(mesh, 'web', { versioned: true, pods: { versions: ['v1', 'v2'].map((v) => ({ name: v, labels: { app: 'web', version: v }, podsName: `web-${v}`, pods: { kind: 'existing' as const } })) } });
    expect(rules(b)['shop/web']).toEqual({
      apiVersion: 'networking.istio.io/v1', kind: 'DestinationRule', metadata: { name: 'web', namespace: 'shop' },
      spec: { host: 'web.shop.svc.cluster.local', subsets: [{ labels: { version: 'v1' }, name: 'v1' }, { labels: { version: 'v2' }, name: 'v2' }] },
    });
  });
  test('keep all their labels where nothing else tells them apart', () => {
    const { b, mesh } = shop();
    b.service(mesh, 'web', { versioned: true, pods: { versions: [{ name: 'v1', labels: { app: 'web' }, podsName: 'web-v1', pods: { kind: 'existing' } }] } });
    expect(rules(b)['shop/web']!.spec.subsets).toEqual([{ labels: { app: 'web' }, name: 'v1' }]);
  });
  test('say only what differs', () => {
    const { b, mesh } = shop();
    const web = b.service(mesh, 'web', { versions: ['v1', 'v2'] });
    b.policy('ConnectionPool', mesh, on.service(web), { maxConnections: 100 });
    b.policy('OutlierDetection', mesh, on.version(web, 'v2'), { consecutive5xx: 3 });
    const { subsets, trafficPolicy } = rules(b)['shop/web']!.spec;
    expect(trafficPolicy).toEqual({ connectionPool: { tcp: { maxConnections: 100 } } });
    expect(subsets.map((s: any) => s.trafficPolicy)).toEqual([undefined, { outlierDetection: { consecutive5xxErrors: 3 } }]);
  });
  test('that switch something off say so in defaults, because a block that is left out is inherited', () => {
    const { b, mesh } = shop();
    const web = b.service(mesh, 'web', { versions: ['v1'] });
    b.policy('ConnectionPool', mesh, on.service(web), { maxConnections: 100 });
    b.policy('OutlierDetection', mesh, on.service(web), { consecutive5xx: 3 });
    b.policy('LoadBalancing', mesh, on.service(web), { algorithm: { kind: 'random' }, failover: [] });
    for (const kind of ['ConnectionPool', 'OutlierDetection', 'LoadBalancing'] as const) b.policy(kind, mesh, on.version(web, 'v1'), 'off', `no-${kind}`);
    expect(rules(b, { meshConfig: { connectTimeout: '3s' } })['shop/web']!.spec.subsets[0].trafficPolicy).toEqual({
      connectionPool: { tcp: { connectTimeout: '3s' } }, loadBalancer: { simple: 'LEAST_REQUEST' }, outlierDetection: { consecutive5xxErrors: 0 },
    });
    expect(rules(b)['shop/web']!.spec.subsets[0].trafficPolicy.connectionPool).toEqual({ tcp: { connectTimeout: '10s' } });
  });
  test('of a headless service are no subsets', () => {
    const { b, mesh } = shop();
    b.service(mesh, 'web', { versions: ['v1', 'v2'], headless: true });
    expect(rules(b)).toEqual({});
  });
});

describe('policies', () => {
  test('pools speak of requests and of bytes', () => {
    const { b, mesh } = shop();
    const all = { connectTimeout: 500, idleTimeout: 60_000, maxConnections: 1, maxPendingRequests: 2, maxRequests: 3, maxRequestsPerConnection: 4 };
    const http = b.service(mesh, 'http'), tcp = b.service(mesh, 'tcp', { ports: [port(1, 'tcp')] }), both = b.service(mesh, 'both', { ports: [port(80), port(1, 'tcp')] });
    for (const s of [http, tcp, both]) b.policy('ConnectionPool', mesh, on.service(s), all);
    const requests = { http1MaxPendingRequests: 2, http2MaxRequests: 3, idleTimeout: '60s', maxRequestsPerConnection: 4 };
    const found = rules(b);
    expect(found['shop/http']!.spec.trafficPolicy.connectionPool).toEqual({ http: requests, tcp: { connectTimeout: '500ms', maxConnections: 1 } });
    expect(found['shop/tcp']!.spec.trafficPolicy.connectionPool).toEqual({ tcp: { connectTimeout: '500ms', idleTimeout: '60s', maxConnections: 1 } });
    expect(found['shop/both']!.spec.trafficPolicy.connectionPool).toEqual({ http: requests, tcp: { connectTimeout: '500ms', idleTimeout: '60s', maxConnections: 1 } });
  });
  test('outlier detection', () => {
    const { b, mesh } = shop();
    b.policy('OutlierDetection', mesh, on.service(b.service(mesh, 'web')), { consecutive5xx: 5, consecutiveGatewayErrors: 3, interval: 5000, ejectFor: 30_000, maxEjectedPercent: 50 });
    expect(rules(b)['shop/web']!.spec.trafficPolicy.outlierDetection).toEqual({ baseEjectionTime: '30s', consecutive5xxErrors: 5, consecutiveGatewayErrors: 3, interval: '5s', maxEjectionPercent: 50 });
  });
  test('a condition that is left out does not count', () => {
    const { b, mesh } = shop();
    b.policy('OutlierDetection', mesh, on.service(b.service(mesh, 'web')), { consecutiveGatewayErrors: 3 });
    expect(rules(b)['shop/web']!.spec.trafficPolicy.outlierDetection).toEqual({ consecutive5xxErrors: 0, consecutiveGatewayErrors: 3 });
  });
  test.each<[string, LoadBalancingFact, object]>([
    ['round robin', { algorithm: { kind: 'round-robin' }, failover: [] }, { simple: 'ROUND_ROBIN' }],
    ['warmup takes the default algorithm', { warmup: 30_000, failover: [] }, { simple: 'LEAST_REQUEST', warmup: { duration: '30s' } }],
    ['header hash', { algorithm: { kind: 'hash', by: { header: 'x-user' } }, failover: [] }, { consistentHash: { httpHeaderName: 'x-user' } }],
    ['cookie hash', { algorithm: { kind: 'hash', by: { cookie: 's', ttl: 3_600_000 } }, failover: [] }, { consistentHash: { httpCookie: { name: 's', ttl: '3600s' } } }],
    ['address hash', { algorithm: { kind: 'hash', by: { sourceIp: true } }, failover: [] }, { consistentHash: { useSourceIp: true } }],
    ['query hash', { algorithm: { kind: 'hash', by: { query: 'u' } }, failover: [] }, { consistentHash: { httpQueryParameterName: 'u' } }],
  ])('%s', (_, value, expected) => {
    const { b, mesh } = shop();
    b.policy('LoadBalancing', mesh, on.service(b.service(mesh, 'web')), value);
    expect(rules(b)['shop/web']!.spec.trafficPolicy).toEqual({ loadBalancer: expected });
  });
  test('failover, and a warning where nothing says when', () => {
    const { b, mesh } = shop();
    const web = b.service(mesh, 'web');
    b.policy('LoadBalancing', mesh, on.mesh(mesh), { failover: [{ from: 'eu', to: 'us' }] });
    const findings = () => { const r = b.resolve(); return Istio.sidecar().check(r, r.model.meshes).map((d) => `${d.severity} ${d.code}`); };
    expect(findings()).toEqual(['warning MESH1606']);
    b.policy('OutlierDetection', mesh, on.service(web), { consecutive5xx: 1 });
    expect(findings()).toEqual([]);
    expect(rules(b)['shop/web']!.spec.trafficPolicy.loadBalancer).toEqual({ localityLbSetting: { enabled: true, failover: [{ from: 'eu', to: 'us' }] }, simple: 'LEAST_REQUEST' });
  });
  test('what is off is left out, unless the installation would fill it', () => {
    const { b, mesh } = shop();
    const web = b.service(mesh, 'web');
    b.policy('ConnectionPool', mesh, on.mesh(mesh), { maxConnections: 9 });
    b.policy('ConnectionPool', mesh, on.service(web), 'off', 'none');
    b.policy('OutlierDetection', mesh, on.service(web), 'off');
    expect(rules(b)).toEqual({});
    expect(rules(b, { meshConfig: { defaultTrafficPolicy: { connectionPool: { tcp: { maxConnections: 5 } } } } })['shop/web']!.spec.trafficPolicy)
      .toEqual({ connectionPool: { tcp: { connectTimeout: '10s' } }, outlierDetection: { consecutive5xxErrors: 0 } });
  });
});

describe('TLS that clients do not find out by themselves', () => {
  const told = (mesh: 'STRICT' | 'PERMISSIVE' | 'DISABLE', mode: 'STRICT' | 'PERMISSIVE' | 'DISABLE', ports: Record<string, 'STRICT' | 'PERMISSIVE' | 'DISABLE'> = {}, service = {}) => {
    const { b, mesh: m } = shop({ mtls: mesh });
    const s = b.service(m, 'web', { ports: [port(80), port(81, 'tcp')], ...service });
    b.policy('MtlsPolicy', m, on.service(s), { mode, ports });
    b.policy('ConnectionPool', m, on.service(s), { maxConnections: 1 });
    const { connectionPool: _, ...rest } = rules(b)['shop/web']!.spec.trafficPolicy;
    return rest;
  };
  const settings = (number: number, tls: string) => ({ connectionPool: { tcp: { maxConnections: 1 } }, port: { number }, tls: { mode: tls } });
  test.each<[string, object, object]>([
    ['nothing, where it is the namespace that says it', told('STRICT', 'STRICT'), {}],
    ['nothing, where both are understood', told('STRICT', 'PERMISSIVE'), {}],
    ['plaintext of one workload', told('STRICT', 'DISABLE'), { tls: { mode: 'DISABLE' } }],
    ['mTLS of one workload', told('DISABLE', 'STRICT'), { tls: { mode: 'ISTIO_MUTUAL' } }],
    ['plaintext of one port: its settings repeat the rest', told('STRICT', 'STRICT', { 'tcp-81': 'DISABLE' }), { portLevelSettings: [settings(81, 'DISABLE')] }],
    ['mTLS of one port of a workload without: the others are named', told('STRICT', 'DISABLE', { 'http-80': 'STRICT' }), { portLevelSettings: [settings(81, 'DISABLE')] }],
    ['headless and strict alone', told('PERMISSIVE', 'STRICT', {}, { headless: true }), { tls: { mode: 'ISTIO_MUTUAL' } }],
    ['headless without a proxy', told('STRICT', 'STRICT', {}, { headless: true, pods: { meshed: false } }), { tls: { mode: 'DISABLE' } }],
    ['without a proxy each pod is told apart', told('STRICT', 'STRICT', {}, { pods: { meshed: false } }), {}],
  ])('%s', (_, found, expected) => expect(found).toEqual(expected));
});

describe('clients of another owner', () => {
  const two = () => {
    const b = new Builder();
    const shopMesh = b.mesh('shop'), pay = b.mesh('pay');
    const web = b.service(shopMesh, 'web'), charge = b.service(pay, 'charge', { versions: ['v1', 'v2'] });
    b.calls(web, charge);
    b.allows(charge, web);
    b.policy('ConnectionPool', pay, on.service(charge), { maxConnections: 100 });
    b.policy('MtlsPolicy', pay, on.service(charge), { mode: 'DISABLE', ports: {} });
    return { b, shopMesh, pay, web, charge };
  };
  test('have a rule of their own that repeats what the owner says', () => {
    const { b, shopMesh, charge } = two();
    b.policy('OutlierDetection', shopMesh, on.service(charge), { consecutive5xx: 2 }, 'careful');
    const found = rules(b);
    expect(Object.keys(found)).toEqual(['pay/charge', 'shop/charge.pay']);
    expect(found['pay/charge']!.spec.trafficPolicy).toEqual({ connectionPool: { tcp: { maxConnections: 100 } }, tls: { mode: 'DISABLE' } });
    expect(found['shop/charge.pay']!.spec).toEqual({
      exportTo: ['.'], host: 'charge.pay.svc.cluster.local', subsets: [{ labels: { version: 'v1' }, name: 'v1' }, { labels: { version: 'v2' }, name: 'v2' }],
      trafficPolicy: { connectionPool: { tcp: { maxConnections: 100 } }, outlierDetection: { consecutive5xxErrors: 2 }, tls: { mode: 'DISABLE' } },
    });
  });
  test('only where some call it', () => {
    const { b, shopMesh, charge } = two();
    const idle = b.namespace(shopMesh, 'idle');
    b.service(shopMesh, 'still', { namespace: idle.id });
    b.policy('OutlierDetection', shopMesh, on.service(charge), { consecutive5xx: 2 });
    expect(Object.keys(rules(b))).toEqual(['pay/charge', 'shop/charge.pay']);
  });
  test('gateways are clients', () => {
    const { b, shopMesh, charge } = two();
    const ns = b.namespace(shopMesh, 'edge');
    const gateway = b.gateway(shopMesh, 'public', { namespace: ns.id, namespaceName: 'edge', listeners: [listener({ hostnames: ['a.example.com'] })] });
    b.route(shopMesh, 'pay', gateway, [rule([], charge)]);
    b.allows(charge, gateway);
    b.policy('OutlierDetection', shopMesh, on.service(charge), { consecutive5xx: 2 });
    expect(Object.keys(rules(b))).toEqual(['pay/charge', 'edge/charge.pay', 'shop/charge.pay']);
  });
  test('gateways in a namespace of others cannot be told, which is said', () => {
    const { b, shopMesh, charge } = two();
    const gateway = b.gateway(shopMesh, 'edge', { managed: undefined, namespace: undefined, namespaceName: 'istio-ingress', listeners: [listener({ hostnames: ['a.example.com'] })] });
    b.route(shopMesh, 'pay', gateway, [rule([], charge)]);
    b.allows(charge, gateway);
    const findings = () => { const r = b.resolve(); return Istio.sidecar().check(r, r.model.meshes).map((d) => `${d.code} ${d.path} ${d.help}`); };
    expect(findings()).toEqual([]);
    b.policy('OutlierDetection', shopMesh, on.service(charge), { consecutive5xx: 2 });
    expect(findings()).toEqual(["MESH1608 shop/edge new MeshNamespace(shop, 'istio-ingress', { manage: 'policies' })"]);
  });
});
