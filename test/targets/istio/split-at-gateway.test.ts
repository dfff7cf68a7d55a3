import { back, Builder, endpoints, listener, match, on, prefix, rule, value, version } from '../../resolve/model';
import { emitAll, ends, ofKind, problems } from './emit';

/** A service stands for its default rule wherever it is named: its split and its client policies go with it. */
function shop() {
  const b = new Builder();
  const mesh = b.mesh('shop');
  const web = b.service(mesh, 'web');
  const reviews = b.service(mesh, 'reviews', { versions: ['v1', 'v2', 'v3'] });
  b.split(reviews, { v1: 90, v3: 10 });
  b.policy('RetryPolicy', mesh, on.service(reviews), { attempts: 3, perTryTimeout: 2000, on: ['5xx', 'connect-failure'] });
  b.policy('TimeoutPolicy', mesh, on.service(reviews), { request: 10_000 });
  const gateway = b.gateway(mesh, 'public', { listeners: [listener({ hostnames: ['shop.example.com'] })] });
  b.calls(web, reviews);
  return { b, mesh, web, reviews, gateway };
}
const atGateway = (b: Builder) => ofKind(emitAll(b), 'VirtualService')['shop/public.shop.example.com']!.spec.http;

test('at a gateway', () => {
  const { b, mesh, reviews, gateway } = shop();
  b.route(mesh, 'home', gateway, [rule([match({ path: prefix('/reviews') })], reviews)]);
  expect(ofKind(emitAll(b), 'VirtualService')['shop/public.shop.example.com']).toEqual({
    apiVersion: 'networking.istio.io/v1', kind: 'VirtualService', metadata: { name: 'public.shop.example.com', namespace: 'shop' },
    spec: {
      gateways: ['public'], hosts: ['shop.example.com'],
      http: [{
        match: [{ uri: { exact: '/reviews' } }, { uri: { prefix: '/reviews/' } }],
        retries: { attempts: 3, perTryTimeout: '2s', retryOn: '5xx,connect-failure' },
        route: [
          { destination: { host: 'reviews.shop.svc.cluster.local', subset: 'v1' }, weight: 90 },
          { destination: { host: 'reviews.shop.svc.cluster.local', subset: 'v3' }, weight: 10 },
        ],
        timeout: '10s',
      }],
    },
  });
  expect(problems(emitAll(b))).toEqual([]);
});

test('and the same at its own host', () => {
  const { b } = shop();
  const [http] = ofKind(emitAll(b), 'VirtualService')['shop/reviews']!.spec.http;
  expect(http.match).toBeUndefined();
  expect(ends(http)).toBe('reviews@v1 90, reviews@v3 10');
  expect([http.timeout, http.retries.attempts]).toEqual(['10s', 3]);
});

test('among several destinations the split is multiplied in', () => {
  const { b, mesh, web, reviews, gateway } = shop();
  b.route(mesh, 'home', gateway, [rule([], [back(reviews, 50), back(web, 50)], { timeout: 1000, retries: 'off', fault: 'off' })]);
  const [http] = atGateway(b);
  expect(ends(http)).toBe('reviews@v1 45, reviews@v3 5, web 50');
  expect(http.retries).toEqual({ attempts: 0 });
});

test('endpoints and versions go past the split, the client policies stay', () => {
  const { b, mesh, reviews, gateway } = shop();
  b.route(mesh, 'home', gateway, [
    rule([match({ path: prefix('/all') })], [back(endpoints(reviews))]), rule([match({ headers: [value('x-new', 'present')] })], [back(version(reviews, 'v2'))]),
  ]);
  const http = atGateway(b);
  expect(http.map(ends)).toEqual(['reviews', 'reviews@v2']);
  expect(http.map((h: { timeout: string }) => h.timeout)).toEqual(['10s', '10s']);
});

test('in the route of another service, and in a mirror', () => {
  const { b, mesh, web, reviews } = shop();
  b.route(mesh, 'front', web, [rule([match({ path: prefix('/r') })], reviews), rule([match({ path: prefix('/m') })], [back(endpoints(web))], { mirrorTo: reviews, percent: 50 })]);
  const http = ofKind(emitAll(b), 'VirtualService')['shop/web']!.spec.http;
  expect(ends(http[0])).toBe('reviews@v1 90, reviews@v3 10');
  expect(http[1].mirrors).toEqual([
    { destination: { host: 'reviews.shop.svc.cluster.local', subset: 'v1' }, percentage: { value: 45 } }, { destination: { host: 'reviews.shop.svc.cluster.local', subset: 'v3' }, percentage: { value: 5 } },
  ]);
});
