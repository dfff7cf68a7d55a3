import { Duration } from 'cdk8s';
import { AccessPolicy, Call, Certificate, EgressGateway, ExternalService, HttpMatch, HttpRoute, JwtPolicy, Listener, Mesh, MeshGateway, Port, RetryPolicy, Source, TelemetryPolicy, TimeoutPolicy } from '../../lib';
import { evaluate, type Forward, type Gate, type SeenRequest } from '../../lib/effective';
import { ModelIndex } from '../../lib/meaning/model-index';
import { Policies } from '../../lib/meaning/policies';
import { asks, decides, http, request, subject, to } from './ask';

const denies = (gate: Gate, r: Partial<SeenRequest>): boolean => gate.authorization.some((p) => p.action === 'DENY' && p.rules.some((x) => evaluate(x.when, request(r)) === true));

test('a backend without weight gets nothing, and its policies are nobody\'s', () => {
  const mesh = subject((app) => {
    const m = new Mesh(app, 'shop'), web = http(m, 'web'), cart = http(m, 'cart'), old = http(m, 'old');
    new TimeoutPolicy(old, 'slow', { request: Duration.seconds(60) });
    new TimeoutPolicy(cart, 'quick', { request: Duration.seconds(2) });
    new HttpRoute(m, 'moved', { parent: cart, rules: [{ matches: [HttpMatch.path.prefix('/a')], to: [{ to: old, weight: 0 }, { to: cart.endpoints, weight: 100 }] }] });
    web.calls(cart);
  }).meant();
  const rule = asks(mesh, 'shop/web-v1', 'cart', { target: '/a' });
  expect([to(rule), (rule.action as Forward).timeout.value]).toEqual([['cart 100'], 2000]);
});

test('each section of telemetry is the most specific policy\'s', () => {
  const { model } = subject((app) => {
    const m = new Mesh(app, 'shop'), web = http(m, 'web'), cart = http(m, 'cart');
    new TelemetryPolicy(m, 'all', { accessLog: false, metrics: { drop: ['REQUEST_SIZE'] } });
    new TelemetryPolicy(cart, 'log', { accessLog: true });
    web.calls(cart);
  });
  const policies = new Policies(model.policies), index = new ModelIndex(model), [web, cart] = ['shop/web', 'shop/cart'].map((id) => policies.sections('TelemetryPolicy', index.service.get(id)!));
  expect([Object.keys(web).sort(), Object.keys(cart).sort()]).toEqual([['accessLog', 'metrics'], ['accessLog', 'metrics']]);
  expect(cart.metrics).toEqual(web.metrics);
  expect(cart.accessLog).not.toEqual(web.accessLog);
});

test('an exception that asks for a claim is none for tokens that nobody here asks for', () => {
  const mesh = subject((app) => {
    const m = new Mesh(app, 'shop'), cart = http(m, 'cart');
    new JwtPolicy(cart, 'tokens', { issuer: 'https://id.example.com', requiredExcept: [Call.get('/health'), Call.get('/reports').when({ claims: { role: 'auditor' } })] });
  }).meant();
  const { gate } = mesh.server(mesh.workload('shop/cart-v1')!).port(8080), foreign = { issuer: 'https://other.example.com', subject: 'me', claims: { role: 'auditor' } };
  expect([denies(gate, { target: '/health' }), denies(gate, { target: '/reports' }), denies(gate, { target: '/reports', token: foreign }), denies(gate, { target: '/reports', token: { ...foreign, issuer: 'https://id.example.com' } })]).toEqual([false, true, true, false]);
});

test('at a gateway an address is the client\'s; at a server that of who connects', () => {
  const mesh = subject((app) => {
    const m = new Mesh(app, 'shop'), cart = http(m, 'cart'), gateway = new MeshGateway(m, 'public', { listeners: [Listener.http(80)] });
    new HttpRoute(m, 'home', { parent: gateway, rules: [{ to: cart }] });
    for (const thing of [gateway, cart]) new AccessPolicy(thing, 'away', { deny: [{ from: [Source.cidr('203.0.113.0/24')] }] });
  }).meant();
  const gates = [mesh.gateway(mesh.workload('shop/public')!).listeners[0].gate, mesh.server(mesh.workload('shop/cart-v1')!).port(8080).gate];
  expect(gates.map((gate) => [denies(gate, { clientAddress: '203.0.113.9', peerAddress: '10.0.0.1' }), denies(gate, { clientAddress: '10.0.0.1', peerAddress: '203.0.113.9' })])).toEqual([[true, false], [false, true]]);
});

test('a listener redirects its own names, not the narrower ones of another', () => {
  const mesh = subject((app) => {
    const m = new Mesh(app, 'shop'), web = http(m, 'web');
    const gateway = new MeshGateway(m, 'public', { listeners: [
      Listener.http(80, { name: 'all', hostnames: ['*.example.com'], redirectToHttps: true }), Listener.http(80, { name: 'plain', hostnames: ['status.example.com'] }), Listener.https(443, { hostnames: ['*.example.com'], certificate: Certificate.secret('tls') }),
    ] });
    new HttpRoute(m, 'status', { parent: gateway, port: 'plain', rules: [{ to: web }] });
    new HttpRoute(m, 'home', { parent: gateway, port: 'https-443', rules: [{ to: web }] });
  }).meant();
  const table = mesh.gateway(mesh.workload('shop/public')!).listeners.find((l) => l.port === 80)!.servers[0].http!;
  expect(['a.example.com', 'status.example.com'].map((name) => table.find(name)?.requireTls !== undefined)).toEqual([true, false]);
});

test('what is not to be tried again is not tried again by the egress gateway', () => {
  const build = (off: boolean) => subject((app) => {
    const m = new Mesh(app, 'shop'), web = http(m, 'web'), egress = new EgressGateway(m, 'egress', { replicas: 2 });
    const api = new ExternalService(m, 'api', { hosts: ['api.example.org'], ports: [Port.http(80)], via: egress });
    if (off) new RetryPolicy(api, 'never', { off: true });
    web.calls(api);
  }).meant();
  const attempts = (off: boolean): unknown => { const mesh = build(off), rules = mesh.gateway(mesh.workload('shop/egress')!).listeners[0].servers[0].http!.find('api.example.org')!.rules; return (decides(rules, request()).action as Forward).retries.value.attempts; };
  expect([attempts(true), attempts(false)]).toEqual([0, 2]);
});
