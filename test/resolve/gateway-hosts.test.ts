import { Builder, backends, exact, listener, match, on, port, prefix, rule, value, version } from './model';

test('hosts of a gateway: their own rules, then those of wildcards that cover them', () => {
  const b = new Builder(), m = b.mesh('shop');
  const web = b.service(m, 'web'), api = b.service(m, 'api', { versions: ['v1', 'v2'] });
  b.split(api, { v1: 80, v2: 20 });
  b.policy('TimeoutPolicy', m, on.service(api), { request: 900 });
  const g = b.gateway(m, 'edge', { listeners: [listener({ name: 'https', port: 443, protocol: 'HTTPS', hostnames: ['*.example.com'] }), listener({ redirectToHttps: true })] });
  b.route(m, 'home', g, [rule([], web)], { hostnames: ['*.example.com'] });
  b.route(m, 'api', g, [rule([match({ path: prefix('/api') })], api)], { hostnames: ['shop.example.com'] });
  const r = b.resolve();
  const hosts = r.gatewayHosts(g);
  expect(hosts.map((h) => [h.kind, h.host, h.listeners.map((l) => l.name)])).toEqual([['http', '*.example.com', ['https']], ['http', 'shop.example.com', ['https']]]);
  expect(hosts[1]!.rules.map((x) => x.origin.path)).toEqual(['shop/api', 'shop/home']);
  expect(backends(hosts[1]!.rules)).toBe('api@v1 80, api@v2 20');
  expect((hosts[1]!.rules[0]!.action as { timeout?: number }).timeout).toBe(900);
  expect(r.diagnostics.filter((d) => d.severity === 'error')).toEqual([]);
});

test('home, webhooks and a cohort on one host: the more specific wins whatever the order of declaration', () => {
  const b = new Builder(), m = b.mesh('shop');
  const web = b.service(m, 'web'), checkout = b.service(m, 'checkout');
  const g = b.gateway(m, 'edge');
  b.route(m, 'a-home', g, [rule([], web)]);
  b.route(m, 'z-hooks', g, [rule([match({ path: prefix('/webhooks') })], checkout)]);
  b.route(m, 'ab', g, [rule([match({ cookies: [value('cohort', 'exact', 'b')] })], version(web, 'v1'))]);
  const r = b.resolve();
  expect(r.gatewayHosts(g)[0]!.rules.map((x) => x.origin.path)).toEqual(['shop/z-hooks', 'shop/ab', 'shop/a-home']);
  expect(r.diagnostics.filter((d) => d.severity === 'error')).toEqual([]);
});

test('tcp and passthrough', () => {
  const b = new Builder(), m = b.mesh('shop');
  const db = b.service(m, 'db', { ports: [port(5432, 'tcp')] }), tls = b.service(m, 'tls', { ports: [port(443, 'https')] });
  const g = b.gateway(m, 'edge', { listeners: [listener({ name: 'pg', port: 5432, protocol: 'TCP' }), listener({ name: 'mysql', port: 3306, protocol: 'TCP' }), listener({ name: 'pass', port: 443, protocol: 'TLS_PASSTHROUGH', hostnames: ['secure.example.com'] })] });
  b.route(m, 'pg', g, [rule([], db)], { kind: 'tcp', port: 'pg' });
  b.route(m, 'pass', g, [rule([], tls)], { kind: 'tls' });
  const hosts = b.resolve().gatewayHosts(g);
  expect(hosts.map((h) => [h.kind, h.host, backends(h.rules), h.rules[0]!.listeners ?? 'all'])).toEqual([['tcp', '*', 'db 100', ['pg']], ['tls', 'secure.example.com', 'tls 100', 'all']]);
});

test('hostnames no listener serves, unknown and redirecting listeners are reported', () => {
  const b = new Builder(), m = b.mesh('shop'), web = b.service(m, 'web');
  const g = b.gateway(m, 'edge', { listeners: [listener({ hostnames: ['shop.example.com'] }), listener({ name: 'old', port: 8080, redirectToHttps: true })] });
  b.route(m, 'r', g, [rule([], web)], { hostnames: ['*.example.com'] });
  b.route(m, 's', g, [rule([match({ path: exact('/x') })], web)], { port: 'nope' });
  b.route(m, 't', g, [rule([], web)], { port: 'old' });
  expect(b.resolve().diagnostics.map((d) => [d.code, d.path])).toEqual(expect.arrayContaining([['MESH1107', 'shop/r'], ['MESH1108', 'shop/s'], ['MESH1116', 'shop/t']]));
});
