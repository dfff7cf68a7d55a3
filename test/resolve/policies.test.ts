import { Builder, on, port } from './model';

test('the most specific wins as a whole, and can switch off', () => {
  const b = new Builder(), m = b.mesh('shop'), ns = b.namespace(m, 'other');
  const s = b.service(m, 's', { groups: ['shop/in', 'shop/out'], namespace: ns.id, versions: ['v1', 'v2'] }), t = b.service(m, 't'), u = b.service(m, 'u', { namespace: ns.id });
  const limit = (n: number) => ({ maxConnections: n });
  b.policy('ConnectionPool', m, on.mesh(m), limit(1));
  b.policy('ConnectionPool', m, on.namespace(ns.id), limit(2));
  b.policy('ConnectionPool', m, on.group('shop/out'), limit(3));
  b.policy('ConnectionPool', m, on.group('shop/in'), limit(4));
  b.policy('ConnectionPool', m, on.version(s, 'v2'), limit(5));
  b.policy('ConnectionPool', m, on.service(t), 'off');
  const r = b.resolve();
  const versions = r.index.workload.get(s.workload)!.versions;
  expect([r.connection(s, m).pool, r.connection(s, m, versions[0]).pool, r.connection(s, m, versions[1]).pool, r.connection(t, m).pool, r.connection(u, m).pool].map((e) => [e?.value, e?.level])).toEqual([
    [limit(4), 'group'], [limit(4), 'group'], [limit(5), 'version'], ['off', 'service'], [limit(2), 'namespace'],
  ]);
});

test('what does not fit is skipped', () => {
  const b = new Builder(), m = b.mesh('shop');
  const tcp = b.service(m, 'tcp', { ports: [port(1, 'tcp')] }), headless = b.service(m, 'headless', { headless: true });
  b.policy('TimeoutPolicy', m, on.mesh(m), { request: 1 });
  b.policy('OutlierDetection', m, on.mesh(m), { consecutive5xx: 1 });
  const r = b.resolve();
  expect([r.effective('TimeoutPolicy', tcp), r.effective('TimeoutPolicy', headless)?.value, r.connection(tcp, m).outlier?.value, r.connection(headless, m).outlier]).toEqual([undefined, { request: 1 }, { consecutive5xx: 1 }, undefined]);
  expect(r.diagnostics.filter((d) => d.severity === 'error')).toEqual([]);
});

test('a client’s own policy for another owner’s service holds for it alone', () => {
  const b = new Builder(), shop = b.mesh('shop'), pay = b.mesh('pay'), charge = b.service(pay, 'charge');
  b.policy('ConnectionPool', shop, on.service(charge), { maxConnections: 7 }, 'theirs');
  b.policy('ConnectionPool', pay, on.service(charge), { maxConnections: 99 });
  b.policy('OutlierDetection', pay, on.mesh(pay), { consecutive5xx: 3 });
  const r = b.resolve();
  expect(r.clientsWithOwnConnection(charge).map((m) => m.id)).toEqual(['shop']);
  expect([r.connection(charge, shop).pool?.value, r.connection(charge, shop).outlier?.value, r.connection(charge, pay).pool?.value]).toEqual([{ maxConnections: 7 }, { consecutive5xx: 3 }, { maxConnections: 99 }]);
  expect(r.diagnostics.filter((d) => d.code === 'MESH1201')).toEqual([]);
});

test('telemetry is decided section by section', () => {
  const b = new Builder(), m = b.mesh('shop'), s = b.service(m, 's');
  b.policy('TelemetryPolicy', m, on.mesh(m), { accessLog: true, tracing: { samplingPercent: 1, tags: {} } });
  b.policy('TelemetryPolicy', m, on.service(s), { accessLog: { onlyErrors: true } });
  expect(b.resolve().effective('TelemetryPolicy', s)?.value).toEqual({ accessLog: { onlyErrors: true }, tracing: { samplingPercent: 1, tags: {} } });
});

test('mTLS of a namespace and of workloads in it', () => {
  const b = new Builder(), m = b.mesh('shop', { mtls: 'PERMISSIVE' }), ns = b.namespace(m, 'vault');
  const a = b.service(m, 'a', { namespace: ns.id, ports: [port(80, 'http', { containerPort: 8080 }), port(90)] }), c = b.service(m, 'c');
  b.policy('MtlsPolicy', m, on.namespace(ns.id), { mode: 'STRICT', ports: {} });
  b.policy('MtlsPolicy', m, on.service(a), { mode: 'STRICT', ports: { 'http-80': 'DISABLE' } });
  const r = b.resolve();
  expect(r.namespaceMtls(ns)).toBe('STRICT');
  expect(r.mtls(r.index.workload.get(a.workload)!)).toEqual({ mode: 'STRICT', ports: new Map([[8080, 'DISABLE']]), inherited: 'STRICT' });
  expect(r.mtls(r.index.workload.get(c.workload)!)).toEqual({ mode: 'PERMISSIVE', ports: new Map(), inherited: 'PERMISSIVE' });
});
