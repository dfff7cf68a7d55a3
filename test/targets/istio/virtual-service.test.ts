import type { RuleFacts } from '../../../lib/model';
import { Istio } from '../../../lib/targets/istio';
import { back, Builder, endpoints, exact, match, on, port, prefix, regex, rule, value, version } from '../../resolve/model';
import { emitAll, ends, ofKind, problems } from './emit';

const ruled = (rules: RuleFacts[], more = {}, ports = [port(80)]) => {
  const b = new Builder();
  const mesh = b.mesh('shop');
  const web = b.service(mesh, 'web', { versions: ['v1', 'v2'], ports });
  b.route(mesh, 'r', web, rules, more);
  const all = emitAll(b);
  expect(problems(all)).toEqual([]);
  return ofKind(all, 'VirtualService')['shop/web']!.spec;
};
/** The first route of a rule that sends everything to the service itself and does this besides. */
const first = (more: Partial<RuleFacts>, action: object = {}, matches = [match({ path: exact('/a') })]) => {
  const b = new Builder();
  const web = b.service(b.mesh('shop'), 'web');
  const { action: forward, ...rest } = rule(matches, [back(endpoints(web))]);
  return ruled([{ ...rest, ...more, action: { ...forward, ...action } as RuleFacts['action'] }]).http[0];
};

describe('what a rule does', () => {
  test.each<[string, Partial<RuleFacts>, object, object]>([
    ['retries with conditions', {}, { retries: { attempts: 2, perTryTimeout: 1500, on: ['5xx', '503'], backoff: 25 } }, { retries: { attempts: 2, backoff: '25ms', perTryTimeout: '1500ms', retryOn: '5xx,503' } }],
    ['retries without: the default is written down', {}, { retries: { attempts: 2, on: [] } }, { retries: { attempts: 2, retryOn: 'connect-failure,refused-stream,unavailable,cancelled' } }],
    ['no retries', {}, { retries: 'off' }, { retries: { attempts: 0 } }],
    ['timeout', {}, { timeout: 90_000 }, { timeout: '90s' }],
    ['no timeout is none', {}, { timeout: 'off' }, {}],
    ['faults', {}, { fault: { delay: { by: 7000, percent: 0.5 }, abort: { status: 503, percent: 100 } } }, { fault: { abort: { httpStatus: 503, percentage: { value: 100 } }, delay: { fixedDelay: '7s', percentage: { value: 0.5 } } } }],
    ['gRPC faults', {}, { fault: { abort: { grpcStatus: 'UNAVAILABLE', percent: 10 } } }, { fault: { abort: { grpcStatus: 'UNAVAILABLE', percentage: { value: 10 } } } }],
    ['headers', { requestHeaders: { set: { b: '2', a: '1' }, add: {}, remove: ['x'] }, responseHeaders: { set: {}, add: { c: '3' }, remove: [] } }, {}, { headers: { request: { remove: ['x'], set: { a: '1', b: '2' } }, response: { add: { c: '3' } } } }],
    ['headers that change nothing', { requestHeaders: { set: {}, add: {}, remove: [] } }, {}, {}],
    ['CORS', { cors: { allowOrigins: ['https://a.example.com', '*'], allowMethods: ['GET'], allowHeaders: ['x'], exposeHeaders: [], allowCredentials: true, maxAge: 3_600_000 } }, {},
      { corsPolicy: { allowCredentials: true, allowHeaders: ['x'], allowMethods: ['GET'], allowOrigins: [{ exact: 'https://a.example.com' }, { exact: '*' }], maxAge: '3600s' } }],
    ['a name', { name: 'first' }, {}, { name: 'first' }],
    ['rewrite of the host', {}, { rewrite: { hostname: 'b.example.com' } }, { rewrite: { authority: 'b.example.com' } }],
    ['rewrite by regular expression', {}, { rewrite: { regex: { match: '^/a/(.*)$', by: '/\\1' } } }, { rewrite: { uriRegexRewrite: { match: '^/a/(.*)$', rewrite: '/\\1' } } }],
    ['rewrite of an exact path', {}, { rewrite: { path: '/b' } }, { rewrite: { uri: '/b' } }],
  ])('%s', (_, more, action, expected) => {
    const { match: m, route, ...rest } = first(more, action);
    expect(m).toEqual([{ uri: { exact: '/a' } }]);
    expect(ends({ route })).toBe('web');
    expect(rest).toEqual(expected);
  });

  test('redirects and answers send nowhere', () => {
    const http = ruled([
      { matches: [match({ path: prefix('/old') })], action: { kind: 'redirect', scheme: 'https', hostname: 'b.example.com', port: 8443, path: '/new', statusCode: 308 } },
      { matches: [match({ path: exact('/gone') })], action: { kind: 'respond', status: 410, body: 'gone' } },
      { matches: [match({ path: exact('/none') })], action: { kind: 'respond', status: 204 } },
    ]).http;
    expect(http.map(({ match: _, ...rest }: any) => rest)).toEqual([
      { redirect: { authority: 'b.example.com', port: 8443, redirectCode: 308, scheme: 'https', uri: '/new' } },
      { directResponse: { body: { string: 'gone' }, status: 410 } }, { directResponse: { status: 204 } },
      { route: [{ destination: { host: 'web.shop.svc.cluster.local' } }] },
    ]);
  });
});

describe('rewrites of a path', () => {
  const rewrites = (rewrite: object, matches: RuleFacts['matches']) => {
    const b = new Builder();
    const web = b.service(b.mesh('shop'), 'web');
    return ruled([rule([...matches], [back(endpoints(web))], { rewrite })]).http.slice(0, -1).map((h: any) => [h.match?.map((m: any) => m.uri?.exact ?? m.uri?.prefix ?? m.uri?.regex), h.rewrite]);
  };
  test('a prefix takes two rules, so that no slash is doubled', () => {
    expect(rewrites({ prefix: '/new' }, [match({ path: prefix('/old') })])).toEqual([[['/old'], { uri: '/new' }], [['/old/'], { uri: '/new/' }]]);
    expect(rewrites({ prefix: '/' }, [match({ path: prefix('/old') })])).toEqual([[['/old'], { uri: '/' }], [['/old/'], { uri: '/' }]]);
  });
  test('several prefixes share them', () => {
    expect(rewrites({ prefix: '/n' }, [match({ path: prefix('/a') }), match({ path: prefix('/b') })])).toEqual([[['/a', '/b'], { uri: '/n' }], [['/a/', '/b/'], { uri: '/n/' }]]);
  });
  test('a whole path is replaced whatever was matched', () => {
    expect(rewrites({ path: '/x' }, [match({ path: prefix('/a') })])).toEqual([[['/a', '/a/'], { uriRegexRewrite: { match: '.+', rewrite: '/x' } }]]);
    expect(rewrites({ path: '/x\\1' }, [match({ path: regex('/a.*') })])).toEqual([[['/a.*'], { uriRegexRewrite: { match: '.+', rewrite: '/x\\\\1' } }]]);
  });
});

describe('ports', () => {
  test('one port needs no number; several have one everywhere, and say what holds for each', () => {
    expect(JSON.stringify(ruled([rule([match({ path: exact('/a') })], [back(version({ id: 'shop/web' } as never, 'v2'))])]))).not.toContain('number');
    const spec = ruled([rule([match({ path: exact('/a') })], [back(version({ id: 'shop/web' } as never, 'v2'))])], { port: 'http-80' }, [port(80), port(81, 'grpc'), port(82, 'tcp')]);
    expect(spec.http.map((h: any) => [h.match, ends(h)])).toEqual([
      [[{ port: 80, uri: { exact: '/a' } }], 'web:80@v2'], [[{ port: 80 }], 'web:80'], [[{ port: 81 }], 'web:81'],
    ]);
    expect(spec.tcp).toBeUndefined();
  });
  test('a destination on another port than the one listened on names it: a sidecar would take its own', () => {
    const b = new Builder();
    const mesh = b.mesh('shop');
    const web = b.service(mesh, 'web'), other = b.service(mesh, 'other', { ports: [port(9090)] });
    b.route(mesh, 'r', web, [rule([match({ path: exact('/a') })], other, { mirrorTo: other })]);
    const [http] = ofKind(emitAll(b), 'VirtualService')['shop/web']!.spec.http;
    expect(ends(http)).toBe('other:9090');
    expect(http.mirrors).toEqual([{ destination: { host: 'other.shop.svc.cluster.local', port: { number: 9090 } } }]);
  });
  test('TCP and TLS are bytes of a port', () => {
    const b = new Builder();
    const mesh = b.mesh('shop');
    const web = b.service(mesh, 'web', { versions: ['v1', 'v2'], ports: [port(82, 'tcp'), port(83, 'tls'), port(84, 'https')] });
    b.route(mesh, 't', web, [rule([], [back(version(web, 'v1'), 60), back(version(web, 'v2'), 40)])], { kind: 'tcp' });
    b.route(mesh, 's', web, [rule([], [back(version(web, 'v1'))])], { kind: 'tls', port: 'tls-83' });
    const all = emitAll(b);
    expect(ofKind(all, 'VirtualService')['shop/web']!.spec.tcp.map((t: any) => [t.match, ends(t)])).toEqual([[[{ port: 82 }], 'web:82@v1 60, web:82@v2 40'], [[{ port: 83 }], 'web:83@v1']]);
    // Where Istio sees TLS it would route by server name alone.
    expect(ofKind(all, 'Service')['shop/web']!.spec.ports.map((p: any) => p.appProtocol)).toEqual(['tcp', 'tcp', 'https']);
    expect(problems(all)).toEqual([]);
  });
});

test('an authority is matched in any case, with or without a port', () => {
  const b = new Builder();
  const web = b.service(b.mesh('shop'), 'web');
  const [http] = ruled([rule([match({ path: exact('/a') })], [back(endpoints(web))])], { hostnames: ['web.internal'] }).http;
  const pattern = http.match[0].authority.regex as string;
  expect(pattern.startsWith('(?i)')).toBe(true);
  const js = new RegExp(`^(?:${pattern.slice(4)})$`, 'i');
  expect(['web.internal', 'WEB.internal:8080'].every((h) => js.test(h))).toBe(true);
  expect(['webxinternal', 'a.web.internal', 'web.internal.evil'].some((h) => js.test(h))).toBe(false);
});

test('a caller with options of its own stands in front', () => {
  const b = new Builder();
  const mesh = b.mesh('shop'), other = b.mesh('pay');
  const web = b.service(mesh, 'web'), charge = b.service(other, 'charge');
  b.calls(web, charge, [], { timeout: 2000, retries: 'off' });
  b.allows(charge, web);
  b.policy('TimeoutPolicy', other, on.service(charge), { request: 9000 });
  const vs = ofKind(emitAll(b), 'VirtualService');
  expect(Object.keys(vs)).toEqual(['pay/charge']);
  expect(vs['pay/charge']!.spec.http.map((h: any) => [h.match, h.timeout, h.retries])).toEqual([
    [[{ sourceLabels: { app: 'web' }, sourceNamespace: 'shop' }], '2s', { attempts: 0 }], [undefined, '9s', undefined],
  ]);
});

describe('what cannot be said is reported', () => {
  const codes = (b: Builder): string[] => {
    const resolved = b.resolve();
    return Istio.sidecar().check(resolved, resolved.model.meshes).map((d) => `${d.code} ${d.path}`);
  };
  test('cookies', () => {
    const b = new Builder();
    const mesh = b.mesh('shop');
    const web = b.service(mesh, 'web');
    b.route(mesh, 'many', web, [rule([match({ cookies: ['a', 'b', 'c', 'd'].map((n) => value(n, 'present')) })], [back(endpoints(web))])]);
    b.route(mesh, 'both', web, [rule([match({ path: exact('/'), cookies: [value('a', 'present')], headers: [value('cookie', 'exact', 'a=1')] })], [back(endpoints(web))])]);
    b.route(mesh, 'fine', web, [rule([match({ path: exact('/f'), cookies: [value('a', 'present')], headers: [value('cookie', 'present')] })], [back(endpoints(web))])]);
    b.policy('FaultInjection', mesh, on.service(web), { matches: [match({ cookies: ['a', 'b', 'c', 'd'].map((n) => value(n, 'present')) })], abort: { status: 500, percent: 1 } });
    expect(codes(b)).toEqual(['MESH1601 shop/both', 'MESH1601 shop/many', 'MESH1601 shop/web/FaultInjection']);
  });
  test('TLS rules on a Service that is not ours', () => {
    const b = new Builder();
    const mesh = b.mesh('shop');
    const web = b.service(mesh, 'web', { versions: ['v1', 'v2'], ports: [port(83, 'tls'), port(84, 'tls')], existing: true });
    b.route(mesh, 's', web, [rule([], [back(version(web, 'v1'))])], { kind: 'tls', port: 'tls-83' });
    expect(codes(b)).toEqual(['MESH1602 shop/web']);
  });
});
