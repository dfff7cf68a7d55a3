import type { RuleFacts } from '../../../lib/model';
import { back, Builder, exact, listener, match, port, prefix, rule, value } from '../../resolve/model';
import { emitAll, ends, ofKind, problems } from './emit';

const emitted = (b: Builder) => {
  const all = emitAll(b);
  expect(problems(all)).toEqual([]);
  return { gateways: ofKind(all, 'Gateway'), routes: ofKind(all, 'VirtualService'), all };
};
const certificate = (secret: string, mutual = false) => ({ secret, mutual });
const shop = () => {
  const b = new Builder();
  const mesh = b.mesh('shop');
  return { b, mesh, web: b.service(mesh, 'web', { ports: [port(80), port(83, 'tls'), port(82, 'tcp')] }) };
};

describe('listeners', () => {
  test('of every kind', () => {
    const { b, mesh } = shop();
    b.gateway(mesh, 'public', {
      labels: { app: 'public' },
      listeners: [
        listener({ name: 'http', redirectToHttps: true }), listener({ name: 'plain', port: 8080, hostnames: ['a.example.com'] }),
        listener({ name: 'https', port: 443, protocol: 'HTTPS', hostnames: ['a.example.com', '*.b.example.com'], certificate: certificate('a') }),
        listener({ name: 'mutual', port: 444, protocol: 'HTTPS', hostnames: ['a.example.com'], certificate: certificate('m', true) }),
        listener({ name: 'pass', port: 445, protocol: 'TLS_PASSTHROUGH', hostnames: ['p.example.com'] }), listener({ name: 'tcp', port: 9000, protocol: 'TCP' }),
      ],
    });
    expect(emitted(b).gateways['shop/public']!.spec).toEqual({
      selector: { app: 'public' },
      servers: [
        { hosts: ['*'], port: { name: 'http', number: 80, protocol: 'HTTP' }, tls: { httpsRedirect: true } },
        { hosts: ['a.example.com'], port: { name: 'plain', number: 8080, protocol: 'HTTP' } },
        { hosts: ['a.example.com', '*.b.example.com'], port: { name: 'https', number: 443, protocol: 'HTTPS' }, tls: { credentialName: 'a', mode: 'SIMPLE' } },
        { hosts: ['a.example.com'], port: { name: 'mutual', number: 444, protocol: 'HTTPS' }, tls: { credentialName: 'm', mode: 'MUTUAL' } },
        { hosts: ['p.example.com'], port: { name: 'pass', number: 445, protocol: 'TLS' }, tls: { mode: 'PASSTHROUGH' } },
        { hosts: ['*'], port: { name: 'tcp', number: 9000, protocol: 'TCP' } },
      ],
    });
  });
  test('that differ in their hosts only are one server; with certificates of their own they are several', () => {
    const { b, mesh } = shop();
    const https = (name: string, host: string, secret: string) => listener({ name, port: 443, protocol: 'HTTPS', hostnames: [host], certificate: certificate(secret) });
    b.gateway(mesh, 'public', {
      listeners: [listener({ name: 'a', hostnames: ['a.example.com', 'c.example.com'] }), listener({ name: 'b', hostnames: ['b.example.com', 'a.example.com'] }), https('x', 'a.example.com', 'one'), https('y', 'b.example.com', 'two')],
    });
    expect(emitted(b).gateways['shop/public']!.spec.servers.map((s: any) => [s.port.name, s.hosts.join()])).toEqual([
      ['a', 'a.example.com,c.example.com,b.example.com'], ['x', 'a.example.com'], ['y', 'b.example.com'],
    ]);
  });
  test('of a gateway that somebody else runs stand with the mesh', () => {
    const { b, mesh, web } = shop();
    const gateway = b.gateway(mesh, 'edge', { managed: undefined, namespaceName: 'istio-ingress', namespace: undefined, labels: { istio: 'ingress' } });
    b.route(mesh, 'home', gateway, [rule([], web)], { hostnames: ['a.example.com'] });
    const { gateways, routes } = emitted(b);
    expect(Object.keys(gateways)).toEqual(['shop/edge']);
    expect(routes['shop/edge.a.example.com']!.spec.gateways).toEqual(['edge']);
  });
});

describe('routes', () => {
  test('one object per host, whatever kinds of routes it has', () => {
    const { b, mesh, web } = shop();
    const gateway = b.gateway(mesh, 'public', {
      listeners: [listener({ hostnames: ['*.example.com'] }), listener({ name: 'pass', port: 443, protocol: 'TLS_PASSTHROUGH', hostnames: ['*.example.com'] }), listener({ name: 'tcp', port: 9000, protocol: 'TCP' })],
    });
    b.route(mesh, 'home', gateway, [rule([], web)], { hostnames: ['a.example.com', '*.example.com'] });
    b.route(mesh, 'secret', gateway, [rule([], [back(web, 100, 'tls-83')])], { kind: 'tls', hostnames: ['a.example.com'] });
    b.route(mesh, 'bytes', gateway, [rule([], [back(web, 100, 'tcp-82')])], { kind: 'tcp' });
    const { routes } = emitted(b);
    expect(Object.keys(routes).sort()).toEqual(['shop/public.a.example.com', 'shop/public.any', 'shop/public.any.example.com']);
    const { http, tls } = routes['shop/public.a.example.com']!.spec;
    expect([ends(http[0]), tls[0].match, ends(tls[0])]).toEqual(['web:80', [{ sniHosts: ['a.example.com'] }], 'web:83']);
    expect(routes['shop/public.any']!.spec).toEqual({ gateways: ['public'], hosts: ['*'], tcp: [{ match: [{ port: 9000 }], route: [{ destination: { host: 'web.shop.svc.cluster.local', port: { number: 82 } } }] }] });
  });
  test('on some listeners only are limited to their ports', () => {
    const { b, mesh, web } = shop();
    const gateway = b.gateway(mesh, 'public', { listeners: [listener({ name: 'one' }), listener({ name: 'two', port: 8080 })] });
    b.route(mesh, 'a', gateway, [rule([match({ path: exact('/a') })], web)], { port: 'two' });
    b.route(mesh, 'b', gateway, [rule([match({ path: exact('/b') })], web)]);
    expect(emitted(b).routes['shop/public.any']!.spec.http.map((h: any) => h.match)).toEqual([[{ port: 8080, uri: { exact: '/a' } }], [{ uri: { exact: '/b' } }]]);
  });
  test('of a wildcard hold on each of its ports, less the names of other listeners there', () => {
    const { b, mesh, web } = shop();
    const gateway = b.gateway(mesh, 'public', {
      listeners: [
        listener({ name: 'http', hostnames: ['*.example.com'] }), listener({ name: 'more', port: 8080, hostnames: ['*.example.com'] }), listener({ name: 'deep', hostnames: ['deep.example.com'] }),
      ],
    });
    b.route(mesh, 'main', gateway, [rule([match({ path: exact('/a') })], web), rule([], web)]);
    const notDeep = { ':authority': { regex: String.raw`(?i)deep\.example\.com(?::[0-9]+)?` } };
    expect(emitted(b).routes['shop/public.any.example.com']!.spec.http.map((h: any) => h.match)).toEqual([
      [{ port: 80, uri: { exact: '/a' }, withoutHeaders: notDeep }, { port: 8080, uri: { exact: '/a' } }], [{ port: 80, withoutHeaders: notDeep }, { port: 8080 }],
    ]);
  });
  test('of a host come before those of wildcards over it', () => {
    const { b, mesh, web } = shop();
    const other = b.service(mesh, 'other');
    const gateway = b.gateway(mesh, 'public', { listeners: [listener()] });
    b.route(mesh, 'wild', gateway, [rule([match({ path: prefix('/x') })], other)], { hostnames: ['*.example.com'] });
    b.route(mesh, 'own', gateway, [rule([match({ path: prefix('/x/y') })], web)], { hostnames: ['a.example.com'] });
    expect(emitted(b).routes['shop/public.a.example.com']!.spec.http.map(ends)).toEqual(['web:80', 'other']);
  });
});

describe("another owner's routes", () => {
  const two = () => {
    const { b, mesh } = shop();
    const pay = b.mesh('pay');
    const gateway = b.gateway(mesh, 'public', { listeners: [listener({ hostnames: ['a.example.com'] })] });
    const charge = b.service(pay, 'charge');
    b.allows(charge, gateway);
    const gone: RuleFacts = { matches: [match({ path: exact('/gone'), headers: [value('x', 'regex', 'a+')] })], action: { kind: 'respond', status: 410 } };
    b.route(pay, 'Paying_Now', gateway, [rule([match({ path: prefix('/pay') })], charge, { rewrite: { prefix: '/' }, timeout: 1000 }), gone]);
    return { b, mesh, pay, gateway };
  };
  test('are handed over: the requests here, what is done with them there', () => {
    const { b } = two();
    const { routes } = emitted(b);
    const delegate = (n: string) => ({ name: `public.a.example.com.paying-now${n}`, namespace: 'pay' });
    expect(routes['shop/public.a.example.com']!.spec.http).toEqual([
      { delegate: delegate(''), match: [{ uri: { exact: '/pay' } }] }, { delegate: delegate('-2'), match: [{ uri: { prefix: '/pay/' } }] },
      { delegate: delegate('-3'), match: [{ headers: { x: { regex: 'a+' } }, uri: { exact: '/gone' } }] },
    ]);
    const route = [{ destination: { host: 'charge.pay.svc.cluster.local' } }];
    expect(routes['pay/public.a.example.com.paying-now']!.spec).toEqual({ http: [{ rewrite: { uri: '/' }, route, timeout: '1s' }] });
    expect(routes['pay/public.a.example.com.paying-now-2']!.spec).toEqual({ http: [{ rewrite: { uri: '/' }, route, timeout: '1s' }] });
    expect(routes['pay/public.a.example.com.paying-now-3']!.spec).toEqual({ http: [{ directResponse: { status: 410 } }] });
  });
  test('each mesh writes into its own namespaces only', () => {
    const { b, mesh, pay } = two();
    const resolved = b.resolve();
    expect([...new Set(emitAll(resolved, {}, mesh).map((m) => m.metadata.namespace ?? m.metadata.name))]).toEqual(['shop']);
    expect([...new Set(emitAll(resolved, {}, pay).map((m) => m.metadata.namespace ?? m.metadata.name))]).toEqual(['pay']);
  });
});
