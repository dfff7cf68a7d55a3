import { Duration } from 'cdk8s';
import { ExternalService, GrpcRoute, HttpMatch, HttpRoute, type HttpRule, Listener, type Mesh, MeshGateway, MeshService, Port, TcpRoute, TlsRoute, TrafficSplit } from '../../lib';
import { modelOf, plain, pod, refusal } from './declared';

const make = (mesh: Mesh) => ({
  mesh, web: new MeshService(mesh, 'web', { ports: [Port.http(80)], versions: { blue: pod(), green: pod() } }), api: new MeshService(mesh, 'api', { ports: [Port.http(80)], workload: pod() }),
  out: new ExternalService(mesh, 'out', { hosts: ['a.example.com'], ports: [Port.http(80)] }), edge: new MeshGateway(mesh, 'edge', { listeners: [Listener.http(80)] }),
});
type Made = ReturnType<typeof make>;
const routes = (declare: (made: Made) => unknown) => plain(modelOf((mesh) => declare(make(mesh))).routes);
const actionOf = (rule: (made: Made) => HttpRule) => routes((m) => new HttpRoute(m.mesh, 'r', { parent: m.web, rules: [rule(m)] }))[0].rules[0].action;

test('where a route stands', () => {
  expect(routes((m) => {
    new HttpRoute(m.mesh, 'one', { parent: m.edge, hostnames: ['Shop.example.com'], port: 'http-80', priority: 3, rules: [{ name: 'all', to: m.web }] });
    new HttpRoute(m.mesh, 'two', { parent: m.web, rules: [{ matches: [HttpMatch.path.prefix('/a')], to: m.api }] });
  })).toEqual([
    { id: 'shop/one', mesh: 'shop', kind: 'http', name: 'one', parent: { kind: 'gateway', id: 'shop/edge' }, port: 'http-80', hostnames: ['shop.example.com'], priority: 3, rules: [{ name: 'all', matches: [], action: { kind: 'forward', backends: [{ to: { kind: 'service', service: 'shop/web' }, weight: 100 }] } }] },
    { id: 'shop/two', mesh: 'shop', kind: 'http', name: 'two', parent: { kind: 'service', id: 'shop/web' }, hostnames: [], rules: [{ matches: [{ path: { kind: 'prefix', value: '/a' }, methods: [], headers: [], cookies: [], query: [], from: [] }], action: { kind: 'forward', backends: [{ to: { kind: 'service', service: 'shop/api' }, weight: 100 }] } }] },
  ]);
});

test('destinations', () => {
  expect(actionOf((m) => ({ to: [{ to: m.web.version('blue'), weight: 10, port: 'http' }, { to: m.web.endpoints, weight: 20 }, { to: m.out, weight: 70 }] })).backends).toEqual([
    { to: { kind: 'version', service: 'shop/web', version: 'blue' }, weight: 10, port: 'http' }, { to: { kind: 'endpoints', service: 'shop/web' }, weight: 20 }, { to: { kind: 'external', external: 'shop/out' }, weight: 70 },
  ]);
});

test('everything a rule may do', () => {
  expect(actionOf((m) => ({
    to: m.web, timeout: Duration.seconds(3), retries: { attempts: 2, perTryTimeout: Duration.seconds(1), backoff: Duration.millis(20) }, fault: { delay: { by: Duration.seconds(1), percent: 0.5 }, abort: { grpcStatus: 'UNAVAILABLE', percent: 5 } },
    mirror: { to: m.api }, rewrite: { hostname: 'other.example.com', prefix: '/x' },
  }))).toEqual({
    kind: 'forward', backends: [{ to: { kind: 'service', service: 'shop/web' }, weight: 100 }], timeout: 3000, retries: { attempts: 2, on: [], perTryTimeout: 1000, backoff: 20 },
    fault: { delay: { by: 1000, percent: 0.5 }, abort: { grpcStatus: 'UNAVAILABLE', percent: 5 } }, mirror: { to: { kind: 'service', service: 'shop/api' }, percent: 100 }, rewrite: { hostname: 'other.example.com', prefix: '/x' },
  });
  expect(actionOf((m) => ({ to: m.web, timeout: 'off', retries: 'off', fault: 'off' }))).toMatchObject({ timeout: 'off', retries: 'off', fault: 'off' });
  expect(actionOf(() => ({ redirect: { scheme: 'https', port: 443, path: '/new' } }))).toEqual({ kind: 'redirect', scheme: 'https', port: 443, path: '/new', statusCode: 302 });
  expect(actionOf(() => ({ respond: { status: 418, body: 'no' } }))).toEqual({ kind: 'respond', status: 418, body: 'no' });
});

test('headers and CORS', () => {
  const [route] = routes((m) => new HttpRoute(m.mesh, 'r', { parent: m.web, rules: [{
    to: m.web, requestHeaders: { set: { 'X-A': '1' }, remove: ['X-B'] }, responseHeaders: { add: { Vary: 'cookie' } },
    cors: { allowOrigins: ['https://a.example.com', '*'], allowMethods: ['GET'], allowHeaders: ['X-A'], exposeHeaders: ['X-B'], allowCredentials: true, maxAge: Duration.hours(1) },
  }] }));
  expect(route.rules[0]).toMatchObject({
    requestHeaders: { set: { 'x-a': '1' }, add: {}, remove: ['x-b'] }, responseHeaders: { set: {}, add: { vary: 'cookie' }, remove: [] },
    cors: { allowOrigins: ['https://a.example.com', '*'], allowMethods: ['GET'], allowHeaders: ['x-a'], exposeHeaders: ['x-b'], allowCredentials: true, maxAge: 3600000 },
  });
});

test('gRPC rules are rules on paths', () => {
  const match = { methods: [], headers: [], cookies: [], query: [], from: [] };
  const rules = routes((m) => new GrpcRoute(m.mesh, 'r', { parent: m.web, rules: [
    { service: 'shop.Rank', methods: ['Get', 'List'], headers: { Tenant: 'gold' }, to: m.web.version('blue'), mirror: { to: m.web.version('green'), percent: 5 } }, { service: 'shop.Rank', to: m.web }, { headers: { a: 'b' }, to: m.web }, { to: m.web, timeout: Duration.seconds(1) },
  ] }))[0].rules;
  const headers = [{ name: 'tenant', kind: 'exact', value: 'gold', not: false }];
  expect(rules.map((r: any) => r.matches)).toEqual([
    [{ ...match, headers, path: { kind: 'exact', value: '/shop.Rank/Get' } }, { ...match, headers, path: { kind: 'exact', value: '/shop.Rank/List' } }],
    [{ ...match, path: { kind: 'prefix', value: '/shop.Rank' } }], [{ ...match, headers: [{ name: 'a', kind: 'exact', value: 'b', not: false }] }], [],
  ]);
  expect(rules[0].action.mirror).toEqual({ to: { kind: 'version', service: 'shop/web', version: 'green' }, percent: 5 });
});

test('TLS and TCP routes have one rule', () => {
  const [tcp, tls] = routes((m) => { new TlsRoute(m.mesh, 'tls', { parent: m.edge, to: m.web }); new TcpRoute(m.mesh, 'tcp', { parent: m.web, to: [{ to: m.web.version('blue'), weight: 100 }] }); });
  expect([tcp.kind, tls.kind]).toEqual(['tcp', 'tls']);
  expect(tcp.rules).toEqual([{ matches: [], action: { kind: 'forward', backends: [{ to: { kind: 'version', service: 'shop/web', version: 'blue' }, weight: 100 }] } }]);
});

test('a split', () => {
  expect(plain(modelOf((mesh) => new TrafficSplit(mesh, 's', { service: make(mesh).web, weights: { green: 10, blue: 90 } })).splits)).toEqual([{ id: 'shop/s', mesh: 'shop', service: 'shop/web', weights: { blue: 90, green: 10 } }]);
});

const http = (rule: (m: Made) => unknown) => (m: Made) => new HttpRoute(m.mesh, 'r', { parent: m.web, rules: [rule(m) as HttpRule] });
test.each<[RegExp, (made: Made) => unknown]>([
  [/^shop\/R at .*the id of a route/, (m) => new HttpRoute(m.mesh, 'R', { parent: m.web, rules: [{ to: m.web }] })],
  [/the parent of a route/, (m) => new HttpRoute(m.mesh, 'r', { parent: m.mesh as never, rules: [{ to: m.web }] })],
  [/rules must name at least one/, (m) => new HttpRoute(m.mesh, 'r', { parent: m.web, rules: [] })],
  [/priority must be a whole number/, (m) => new HttpRoute(m.mesh, 'r', { parent: m.web, priority: 1.5, rules: [{ to: m.web }] })],
  [/this one does none/, http(() => ({}))],
  [/this one does several/, http((m) => ({ to: m.web, respond: { status: 200 } }))],
  [/requests go to/, http((m) => ({ to: m.edge }))],
  [/to must name at least one/, http(() => ({ to: [] }))],
  [/weight must be a whole number of at least 0, not -1/, http((m) => ({ to: [{ to: m.web, weight: -1 }] }))],
  [/weight must be .* not 1\.5/, http((m) => ({ to: [{ to: m.web, weight: 1.5 }] }))],
  [/conditions are written with HttpMatch/, http((m) => ({ to: m.web, matches: ['/x'] }))],
  [/timeout must be longer than nothing/, http((m) => ({ to: m.web, timeout: Duration.millis(0) }))],
  [/attempts must be/, http((m) => ({ to: m.web, retries: { attempts: -1 } }))],
  [/delay\.percent/, http((m) => ({ to: m.web, fault: { delay: { by: Duration.seconds(1), percent: 200 } } }))],
  [/either status or grpcStatus/, http((m) => ({ to: m.web, fault: { abort: { percent: 1 } } }))],
  [/a fault delays, aborts, or both/, http((m) => ({ to: m.web, fault: {} }))],
  [/one of path, prefix and regex/, http((m) => ({ to: m.web, rewrite: { path: '/a', prefix: '/b' } }))],
  [/a rewrite changes nothing/, http((m) => ({ to: m.web, rewrite: {} }))],
  [/rewritten path starts with a slash/, http((m) => ({ to: m.web, rewrite: { prefix: 'a' } }))],
  [/redirect\.statusCode/, http(() => ({ redirect: { statusCode: 418 } }))],
  [/respond\.status/, http(() => ({ respond: { status: 99 } }))],
  [/no name of a header/, http((m) => ({ to: m.web, requestHeaders: { set: { 'a b': 'c' } } }))],
  [/no origin/, http((m) => ({ to: m.web, cors: { allowOrigins: ['a.example.com'] } }))],
  [/methods belong to a service/, (m) => new GrpcRoute(m.mesh, 'r', { parent: m.web, rules: [{ methods: ['Get'], to: m.web }] })],
  [/has no version 'red'/, (m) => new TrafficSplit<string>(m.mesh, 's', { service: m.web as MeshService<any>, weights: { red: 100 } })],
  [/the weight of blue must be/, (m) => new TrafficSplit(m.mesh, 's', { service: m.web, weights: { blue: 0.5 } })],
  [/weights must name at least one/, (m) => new TrafficSplit(m.mesh, 's', { service: m.web, weights: {} })],
])('%s', (message, declare) => expect(refusal((mesh) => declare(make(mesh)))).toThrow(message));
