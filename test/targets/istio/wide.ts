import { back, Builder, endpoints, exact, listener, match, on, port, prefix, regex, rule, value, version } from '../../resolve/model';
import { containers } from './emit';

/** A bit of everything that the networking kinds know. */
export function wide() {
  const b = new Builder();
  const m = b.mesh('shop', { mtls: 'PERMISSIVE' });
  const o = b.mesh('pay');
  const a = b.service(m, 'a', { ports: [port(80), port(81, 'grpc'), port(82, 'tcp'), port(83, 'tls')], versioned: true, pods: containers('a', ['v1', 'v2']) });
  const plain = b.service(m, 'plain', { ports: [port(80)], pods: containers('plain', ['v1']) });
  const multi = b.service(m, 'multi', { ports: [port(80), port(8080)], versioned: true, pods: containers('multi', ['v1', 'v2']) });
  const h = b.service(m, 'head', { ports: [port(80), port(2181, 'tcp')], headless: true, pods: containers('head', ['v1']) });
  const charge = b.service(o, 'charge', { ports: [port(8080)], versioned: true, pods: containers('charge', ['v1', 'v2']) });
  b.calls(plain, a); b.calls(plain, multi); b.calls(a, charge, [], { timeout: 3000, retries: 'off' }); b.allows(charge, a); b.calls(plain, h);
  const stripe = b.external(m, 'stripe', { hosts: ['api.stripe.com'], ports: [port(80)], tls: { port: 443, subjectAltNames: [] } });
  const many = b.external(m, 'many', { hosts: ['x.example.com', 'y.example.com'], ports: [port(80), port(443, 'https')], tls: { port: 8443, subjectAltNames: ['z.example.com'], sni: 'z.example.com' } });
  const db = b.external(m, 'db', { hosts: ['db.example.com'], ports: [port(5432, 'tcp')], resolution: 'STATIC', addresses: ['192.0.2.7', '192.0.2.8'] });
  const wild = b.external(m, 'wild', { hosts: ['*.wild.example.com'], ports: [port(443, 'tls')], resolution: 'NONE' });
  const eg = b.gateway(m, 'out', { role: 'egress', listeners: [] });
  const via = b.external(m, 'via', { hosts: ['via.example.com'], ports: [port(80), port(443, 'https'), port(9000, 'tcp')], via: eg.id });
  const cert = b.external(m, 'cert', { hosts: ['cert.example.com'], ports: [port(80)], tls: { port: 443, clientCertificate: 'mine', subjectAltNames: [] } });
  for (const e of [cert, stripe, many, db, wild, via]) b.calls(plain, e);
  b.policy('TimeoutPolicy', m, on.external(stripe), { request: 4000 });
  b.policy('RetryPolicy', m, on.external(via), { attempts: 5, on: ['503'] });
  b.policy('ConnectionPool', m, on.external(many), { maxConnections: 5, idleTimeout: 60000 });
  b.split(a, { v1: 80, v2: 20 });
  b.route(m, 'ar', a, [
    rule([match({ path: prefix('/old'), methods: ['GET', 'POST'], query: [value('q', 'present'), value('r', 'prefix', 'x'), value('s', 'regex', 'a+')] })], [back(version(a, 'v2'))], { rewrite: { prefix: '/new' }, name: 'old' }),
    rule([match({ path: exact('/x'), headers: [value('x-h', 'exact', '1', true), value('x-p', 'present', '', true), value('x-q', 'present')], cookies: [value('a', 'exact', '1'), value('b', 'prefix', '2'), value('c', 'exact', '3', true)] })], [back(endpoints(a))], { rewrite: { path: '/y' }, retries: { attempts: 2, on: ['503', '5xx'], backoff: 50 } }),
    rule([match({ path: regex('/r/[0-9]+') })], [back(endpoints(a))], { rewrite: { path: '/z', hostname: 'h.example.com' }, mirrorTo: plain, percent: 5, retries: 'off' }),
  ]);
  b.route(m, 'at', a, [rule([], [back(version(a, 'v1'), 60), back(version(a, 'v2'), 40)])], { kind: 'tcp', port: 'tcp-82' });
  b.route(m, 'al', a, [rule([], [back(version(a, 'v1'))])], { kind: 'tls', port: 'tls-83' });
  b.route(m, 'mr', multi, [rule([match({ path: prefix('/z') })], [back(version(multi, 'v2'))])], { port: 'http-80', hostnames: ['multi.internal'] });
  b.policy('MtlsPolicy', m, on.service(multi), { mode: 'DISABLE', ports: { 'http-80': 'STRICT' } });
  b.policy('MtlsPolicy', m, on.service(h), { mode: 'STRICT', ports: {} });
  b.policy('ConnectionPool', m, on.service(multi), { maxConnections: 5 });
  b.policy('ConnectionPool', m, on.version(multi, 'v2'), 'off');
  b.policy('OutlierDetection', m, on.version(a, 'v2'), { consecutive5xx: 3 });
  b.policy('LoadBalancing', m, on.service(a), { algorithm: { kind: 'hash', by: { cookie: 'sess', ttl: 3600000 } }, failover: [] });
  b.policy('OutlierDetection', m, on.service(charge), { consecutive5xx: 9 });
  b.policy('LoadBalancing', o, on.version(charge, 'v2'), { algorithm: { kind: 'random' }, failover: [] });
  const edge = b.gateway(m, 'edge', { listeners: [listener({ name: 'http', redirectToHttps: true }), listener({ name: 'https', port: 443, protocol: 'HTTPS', hostnames: ['shop.example.com', '*.shop.example.com'], certificate: { secret: 'c', mutual: false } }), listener({ name: 'mtls', port: 444, protocol: 'HTTPS', hostnames: ['shop.example.com'], certificate: { secret: 'd', mutual: true } }), listener({ name: 'pass', port: 445, protocol: 'TLS_PASSTHROUGH', hostnames: ['pass.example.com'] }), listener({ name: 'tcp', port: 9000, protocol: 'TCP' })] });
  b.route(m, 'home', edge, [rule([], a)], { hostnames: ['shop.example.com', '*.shop.example.com'] });
  b.route(m, 'mine', edge, [rule([match({ path: prefix('/m') })], [back(multi, 100, 'http-80')])], { hostnames: ['shop.example.com'], port: 'mtls' });
  b.route(o, 'paying', edge, [rule([match({ path: prefix('/pay') })], charge, { rewrite: { prefix: '/' } }), { matches: [match({ path: exact('/gone') })], action: { kind: 'respond', status: 410, body: 'gone' } }, { matches: [match({ path: prefix('/go') })], action: { kind: 'redirect', hostname: 'x.example.com', statusCode: 302, path: '/here' } }], { hostnames: ['shop.example.com'] });
  b.route(m, 'passing', edge, [rule([], [back(a, 100, 'tls-83')])], { kind: 'tls', hostnames: ['pass.example.com'] });
  b.route(m, 'tcping', edge, [rule([], [back(a, 100, 'tcp-82')])], { kind: 'tcp' });
  return b;
}
