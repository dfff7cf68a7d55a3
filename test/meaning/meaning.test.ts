import { Duration } from 'cdk8s';
import { AccessPolicy, Call, CallsFromOthers, ConnectionPool, Egress, ExternalService, FaultInjection, HttpMatch, HttpRoute, JwtPolicy, KubernetesApi, Listener, Mesh, MeshGateway, MeshService, MtlsMode, MtlsPolicy, Port, RetryPolicy, Source, TimeoutPolicy, TrafficSplit, Visibility } from '../../lib';
import type { Forward, SeenRequest } from '../../lib/effective';
import { WIDENINGS } from '../../lib/meaning';
import { Closure } from '../../lib/meaning/closure';
import { ModelIndex } from '../../lib/meaning/model-index';
import { Policies } from '../../lib/meaning/policies';
import { image } from '../fixtures/language/image';
import { allows, asks, canary, decides, http, identity, request, subject, to } from './ask';

test('a service that is named as a destination means its split, wherever that is', () => {
  const mesh = subject((app) => {
    const m = new Mesh(app, 'shop'), web = http(m, 'web'), cart = canary(m, 'cart'), other = http(m, 'other');
    new TrafficSplit(m, 'cart-split', { service: cart, weights: { v1: 80, v2: 20 } });
    new HttpRoute(m, 'other-route', { parent: other, rules: [{ matches: [HttpMatch.path.prefix('/half')], to: [{ to: cart, weight: 50 }, { to: other.endpoints, weight: 50 }] }, { matches: [HttpMatch.path.prefix('/all')], to: cart.endpoints, mirror: { to: cart, percent: 50 } }] });
    web.calls(other);
    web.calls(cart);
  }).meant();
  expect(to(asks(mesh, 'shop/web-v1', 'cart.shop.svc.cluster.local'))).toEqual(['cart/v1 80', 'cart/v2 20']);
  expect(to(asks(mesh, 'shop/web-v1', 'other', { target: '/half/x' }))).toEqual(['cart/v1 40', 'cart/v2 10', 'other 50']);
  const all = asks(mesh, 'shop/web-v1', 'other.shop', { target: '/all' });
  expect(to(all)).toEqual(['cart 100']);
  expect((all.action as Forward).mirrors.map((m) => [m.to.subset, m.percent])).toEqual([['v1', 40], ['v2', 10]]);
});

test('of several routes the more specific match wins, inside one the list decides', () => {
  const mesh = subject((app) => {
    const m = new Mesh(app, 'shop'), web = http(m, 'web'), cart = canary(m, 'cart'), respond = (status: number) => ({ respond: { status } });
    new HttpRoute(m, 'one', { parent: cart, rules: [{ matches: [HttpMatch.path.prefix('/a')], ...respond(201) }, { matches: [HttpMatch.path.exact('/z').header('x').exact('1')], ...respond(202) }, { matches: [HttpMatch.path.exact('/z')], ...respond(203) }] });
    new HttpRoute(m, 'two', { parent: cart, rules: [{ matches: [HttpMatch.path.exact('/a')], ...respond(204) }, { matches: [HttpMatch.path.prefix('/a/b')], ...respond(205) }, { matches: [HttpMatch.path.regex('/q.*')], ...respond(206) }] });
    new HttpRoute(m, 'listed', { parent: cart, rules: [{ matches: [HttpMatch.path.prefix('/k')], ...respond(209) }, { matches: [HttpMatch.path.exact('/k/x')], ...respond(210) }] });
    new HttpRoute(m, 'reads', { parent: cart, rules: [{ matches: [HttpMatch.path.exact('/m').method('GET')], ...respond(207) }] });
    new HttpRoute(m, 'testers', { parent: cart, rules: [{ matches: [HttpMatch.path.exact('/m').header('x').exact('1').header('y').exact('2')], ...respond(208) }] });
    web.calls(cart);
  }).meant();
  const status = (target: string, headers = {}): unknown => { const { action } = asks(mesh, 'shop/web-v1', 'cart', { target, headers }); return action.kind === 'respond' ? action.status : 'default'; };
  expect(['/a', '/a/', '/ab', '/a/b', '/a/b/c', '/a/bc', '/z', '/qqq'].map((t) => status(t))).toEqual([204, 201, 'default', 205, 205, 201, 203, 206]);
  expect(status('/z', { x: '1' })).toBe(202);
  expect(status('/m', { x: '1', y: '2' })).toBe(207);
  expect(status('/k/x')).toBe(209);
});

test('at a gateway the longer wildcard wins, whatever the paths', () => {
  const mesh = subject((app) => {
    const m = new Mesh(app, 'shop'), gateway = new MeshGateway(m, 'public', { listeners: [Listener.http(80)] });
    new HttpRoute(m, 'wide', { parent: gateway, hostnames: ['*.example.com'], rules: [{ matches: [HttpMatch.path.exact('/p')], respond: { status: 201 } }] });
    new HttpRoute(m, 'narrow', { parent: gateway, hostnames: ['*.a.example.com'], rules: [{ respond: { status: 202 } }] });
  }).meant();
  const answers = (authority: string): unknown => decides(mesh.gateway(mesh.workload('shop/public')!).listeners[0].servers[0].http!.find(authority)!.rules, request({ target: '/p', authority })).action;
  expect([answers('x.a.example.com'), answers('b.example.com')]).toMatchObject([{ status: 202 }, { status: 201 }]);
});

test('a prefix is rewritten by segments', () => {
  const mesh = subject((app) => {
    const m = new Mesh(app, 'shop'), web = http(m, 'web'), cart = http(m, 'cart');
    new HttpRoute(m, 'old', { parent: cart, rules: [{ matches: [HttpMatch.path.prefix('/old')], to: cart.endpoints, rewrite: { prefix: '/' } }] });
    web.calls(cart);
  }).meant();
  const rewrite = (target: string): unknown => (asks(mesh, 'shop/web-v1', 'cart', { target }).action as Forward).rewrite?.value;
  expect(rewrite('/old')).toEqual({ path: '/' });
  expect(rewrite('/old/x')).toEqual({ prefix: { match: '/old/', by: '/' } });
  expect(rewrite('/older')).toBeUndefined();
});

test('timeouts, retries and faults: the call, the rule, the service, the mesh; another owner for its own calls', () => {
  const mesh = subject((app) => {
    const m = new Mesh(app, 'shop'), bank = new Mesh(app, 'bank', { callsFromOthers: CallsFromOthers.ALLOWED });
    const web = http(m, 'web'), job = http(m, 'job'), pay = http(bank, 'pay'), own = http(bank, 'own');
    new TimeoutPolicy(bank, 'all', { request: Duration.seconds(9) });
    new RetryPolicy(pay, 'never', { off: true });
    new TimeoutPolicy(m, 'ours', { request: Duration.seconds(4), appliesTo: pay });
    new HttpRoute(bank, 'slow', { parent: pay, rules: [{ matches: [HttpMatch.path.prefix('/slow')], to: pay.endpoints, timeout: Duration.seconds(60) }] });
    new FaultInjection(pay, 'chaos', { abort: { status: 503, percent: 10 }, matches: [HttpMatch.header('x-chaos').present()] });
    web.calls(pay, { timeout: Duration.seconds(1), only: [Call.get('/quick')] });
    web.calls(pay);
    job.calls(pay);
    own.calls(pay);
  }).meant();
  const forward = (caller: string, target: string, headers = {}): Forward => asks(mesh, caller, 'pay.bank', { target, headers }).action as Forward;
  expect(['/quick', '/x', '/slow'].map((t) => forward('shop/web-v1', t).timeout.value)).toEqual([1000, 4000, 60_000]);
  expect(forward('shop/job-v1', '/quick').timeout.value).toBe(4000);
  expect(forward('bank/own-v1', '/quick').timeout.value).toBe(9000);
  expect(forward('bank/own-v1', '/').retries.value.attempts).toBe(0);
  expect(forward('bank/own-v1', '/').fault).toBeUndefined();
  expect(forward('bank/own-v1', '/', { 'x-chaos': '1' }).fault!.value.abort).toEqual({ status: 503, percent: 10 });
});

test('who is let in: callers by what they declare, through the rules of the host, after rewrites', () => {
  const mesh = subject((app) => {
    const m = new Mesh(app, 'shop'), web = http(m, 'web'), cart = http(m, 'cart'), stock = http(m, 'stock');
    new HttpRoute(m, 'items', { parent: cart, rules: [{ matches: [HttpMatch.path.prefix('/items')], to: stock, rewrite: { prefix: '/v2' } }] });
    web.calls(cart, Call.get('/items/7'), Call.get('=/total'));
    new JwtPolicy(stock, 'tokens', { issuer: 'https://id.example.com', requiredExcept: [Call.get('/health')] });
    new AccessPolicy(stock, 'more', { allow: [{ from: [Source.namespace('ops')], to: [Call.get('/health')] }], deny: [{ from: [Source.principal(identity('ops', 'intern'))] }] });
    const gateway = new MeshGateway(m, 'public', { listeners: [Listener.http(80)] });
    new HttpRoute(m, 'home', { parent: gateway, rules: [{ to: web }] });
  }).meant();
  const web = identity('shop', 'web'), token = { issuer: 'https://id.example.com', subject: 'me', claims: {} };
  const stock = (target: string, principal: string, t: SeenRequest['token'] = token): boolean => allows(mesh, 'shop/stock-v1', 8080, { target, principal, token: t });
  expect(['/v2/7', '/v2/7/x', '/v2', '/v2/77', '/items/7'].map((t) => stock(t, web))).toEqual([true, true, false, false, false]);
  expect(stock('/v2/7', web, null)).toBe(false);
  expect([stock('/health', identity('ops', 'bot'), null), stock('/health', identity('ops', 'intern'), null), stock('/v2/7', identity('ops', 'bot'))]).toEqual([true, false, false]);
  expect(['/items/7', '/total', '/total/x'].map((target) => allows(mesh, 'shop/cart-v1', 8080, { target, principal: web }))).toEqual([false, true, false]);
  expect(allows(mesh, 'shop/web-v1', 8080, { principal: identity('shop', 'public') })).toBe(true);
  expect(allows(mesh, 'shop/web-v1', 8080, { principal: null })).toBe(false);
});

test('what is seen: declared calls and what their rules send on to, the platform, the namespace, everything', () => {
  const build = (visibility: Visibility) => subject((app) => {
    const m = new Mesh(app, 'shop', { visibility, ...(visibility === Visibility.ALL ? { egress: Egress.ANY } : {}) }), web = http(m, 'web'), cart = http(m, 'cart'), stock = http(m, 'stock'), far = http(new Mesh(app, 'far'), 'away');
    const api = new ExternalService(m, 'api', { hosts: ['api.example.org'], ports: [Port.http(80)] });
    new HttpRoute(m, 'items', { parent: cart, rules: [{ matches: [HttpMatch.path.prefix('/items')], to: stock }, { matches: [HttpMatch.path.prefix('/api')], to: api }] });
    web.calls(cart, Call.get('/items'));
    web.calls(KubernetesApi.instance);
    void far;
  }).meant();
  const seen = (visibility: Visibility): string[] => { const mesh = build(visibility); return mesh.client(mesh.workload('shop/web-v1')!).hosts().map((h) => h.name.replace('.svc.cluster.local', '')).sort(); };
  expect(seen(Visibility.DECLARED_CALLS)).toEqual(['cart.shop', 'kube-dns.kube-system', 'kubernetes.default', 'stock.shop']);
  expect(seen(Visibility.NAMESPACE)).toEqual(['api.example.org', 'cart.shop', 'kube-dns.kube-system', 'kubernetes.default', 'stock.shop', 'web.shop']);
  expect(seen(Visibility.ALL)).toContain('away.far');
  const unknown = (v: Visibility): unknown => { const mesh = build(v), client = mesh.client(mesh.workload('shop/web-v1')!); return [client.unknown.value, client.http(8080)!.find('nowhere.example.com')!.rules[0].action.kind]; };
  expect([unknown(Visibility.DECLARED_CALLS), unknown(Visibility.ALL)]).toEqual([['refuse', 'respond'], ['allow', 'passthrough']]);
});

test('modes of ports, and how clients connect', () => {
  const mesh = subject((app) => {
    const m = new Mesh(app, 'shop'), web = http(m, 'web');
    const cart = new MeshService(m, 'cart', { ports: [Port.http(8080), Port.tcp(9000, { name: 'raw' })], versions: { v1: image('cart-1'), v2: image('cart-2') } });
    new MtlsPolicy(cart, 'mixed', { mode: MtlsMode.PERMISSIVE, ports: { raw: MtlsMode.DISABLE } });
    new ConnectionPool(cart, 'all', { maxConnections: 10, maxRequests: 5 });
    new ConnectionPool(m, 'second', { off: true, appliesTo: cart.version('v2') });
    web.calls(cart);
  }).meant();
  const server = mesh.server(mesh.workload('shop/cart-v1')!), client = mesh.client(mesh.workload('shop/web-v1')!), host = 'cart.shop.svc.cluster.local';
  expect([8080, 9000, 1234].map((n) => server.port(n).tls.value)).toEqual(['PERMISSIVE', 'DISABLE', 'PERMISSIVE']);
  expect(mesh.server(mesh.workload('shop/web-v1')!).port(8080).tls.value).toBe('STRICT');
  expect([8080, 9000].map((port) => client.destination({ host, port })!.tls.value.mode)).toEqual(['ISTIO_MUTUAL', 'DISABLE']);
  expect(client.destination({ host, port: 8080 })!.pool.value).toEqual({ connectTimeout: 10_000, maxConnections: 10, maxRequests: 5 });
  expect(client.destination({ host, port: 9000 })!.pool.value).toEqual({ connectTimeout: 10_000, maxConnections: 10 });
  expect(client.destination({ host, port: 8080, subset: 'v2' })!.pool.value).toEqual({ connectTimeout: 10_000 });
  expect(client.destination({ host, port: 8080, subset: 'v2' })!.workloads().map((w) => w.id)).toEqual(['shop/cart-v2']);
});

test('every admission says where it is wider than the route that it came by', () => {
  const { model, facts } = subject((app) => {
    const m = new Mesh(app, 'shop'), web = http(m, 'web'), cart = http(m, 'cart');
    const stock = new MeshService(m, 'stock', { ports: [Port.http(8080)], workload: image('stock') });
    new HttpRoute(m, 'items', { parent: cart, rules: [
      { matches: [HttpMatch.path.prefix('/a').header('x').exact('1')], to: stock }, { matches: [HttpMatch.path.regex('/b[0-9]')], to: stock, rewrite: { regex: { match: '^/b', by: '/' } } }, { matches: [HttpMatch.path.exact('/c')], to: stock },
    ] });
    web.calls(cart);
  });
  const index = new ModelIndex(model), closure = new Closure({ index, policies: new Policies(model.policies), facts });
  const admissions = closure.admissions(index.workload.get('shop/stock')!).map((a) => [a.paths.map((p) => p.value), [...a.widened].sort()]).sort();
  expect(admissions).toEqual([[[], ['regexPath', 'regexRewrite']], [['/a'], ['values']], [['/c'], []]]);
  expect(closure.admissions(index.workload.get('shop/cart')!).map((a) => [...a.widened])).toEqual([['earlierRules']]);
  for (const a of closure.admissions(index.workload.get('shop/stock')!)) for (const w of a.widened) expect(WIDENINGS).toHaveProperty(w);
});

test('the room knows nothing of resolve, targets, manifests and readers', () => {
  const fs = require('fs') as typeof import('fs'), folder = `${__dirname}/../../lib/meaning`;
  const imports = fs.readdirSync(folder).filter((f) => f.endsWith('.ts')).flatMap((f) => [...fs.readFileSync(`${folder}/${f}`, 'utf8').matchAll(/from '([^']+)'/g)].map((m) => m[1]));
  expect([...new Set(imports.filter((i) => !i.startsWith('./')))].sort()).toEqual(['../effective/condition', '../effective/mesh', '../effective/provenance', '../model', '../model/policies/access-policy', '../model/policies/connection-pool', '../model/policies/external-authorizer', '../model/policies/fault-injection', '../model/policies/jwt-policy', '../model/policies/load-balancing', '../model/policies/outlier-detection', '../text/re2']);
});
