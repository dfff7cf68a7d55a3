import { App, Duration } from 'cdk8s';
import { Call, ExternalService, HttpMatch, HttpRoute, IstioControlPlane, IstioGateway, Listener, Mesh, MeshGateway, MeshService, MeshWorkload, Port, Workload, type MeshGateway as Gateway } from '../../lib';
import { request } from '../../lib/testing';
import { build } from '../../examples/bookinfo/mesh';
import { build as buildShop } from '../../examples/shop/mesh';

/** What an expectation that does not hold says. */
function failure(run: () => unknown): string {
  try { run(); } catch (error) { return (error as Error).message; }
  throw new Error('it holds');
}
const image = Workload.container({ image: 'x' });

describe('bookinfo', () => {
  const mesh = build(new App());
  const service = <V extends string>(id: string) => mesh.node.findChild(id) as MeshService<V>;
  const [productpage, ratings, details] = ['productpage', 'ratings', 'details'].map((id) => service(id));
  const reviews = service<'v1' | 'v2' | 'v3'>('reviews'), gateway = mesh.node.findChild('public') as Gateway;
  const page = request(productpage).get('http://reviews:9080/reviews/1');

  test('testers see v2, everyone else the canary', () => {
    expect(page.header('end-user', 'jason')).toReach(reviews.version('v2'));
    expect(page.header('end-user', 'jason')).toReach('reviews v2');
    expect(page.header('end-user', 'jason')).not.toReach(reviews.version('v1'));
    expect(page).toReach(reviews);
    expect(page).toReach('reviews');
    expect(page).toReach('reviews.bookinfo');
    expect(page).not.toReach('review');
    expect(page).toSplit({ v1: 90, v3: 10 });
    expect(page).toSplit({ v1: 9, v3: 1 });
    expect(page).not.toSplit({ v1: 80, v3: 20 });
    expect(page.header('end-user', 'jason')).toSplit({ v2: 100 });
  });
  test('nobody but reviews reads ratings', () => {
    const read = request(productpage).get('http://ratings:9080/ratings/1');
    expect(read).toBeRefused();
    expect(read).toBeRefused({ by: 'visibility', status: 502 });
    expect(read).not.toBeRefused({ by: 'access' });
    expect(request(reviews).get('http://ratings:9080/ratings/1')).toReach(ratings);
    expect(request(reviews).post('http://ratings:9080/ratings/1')).toBeRefused({ by: 'access', status: 403 });
    expect(request(reviews.version('v2')).get('http://ratings:9080/ratings/1')).toBeDelivered();
  });
  test('in through the gateway', () => {
    expect(request(gateway).get('http://bookinfo.example.com/productpage')).toReach(productpage);
    expect(request('outside', { mesh }).get('http://bookinfo.example.com/static/a.css')).toReach(productpage);
    expect(request('outside').via(gateway).get('http://bookinfo.example.com/admin')).toBeRefused({ by: 'route', status: 404 });
  });
  test('times, tries and what goes over the wire', () => {
    expect(page).toRetry(3);
    expect(page).toRetry({ attempts: 3, perTryTimeout: Duration.seconds(2), on: ['5xx'] });
    expect(page).not.toRetry({ attempts: 3, on: ['reset'] });
    expect(page).toTimeOutAfter(Duration.seconds(10));
    expect(page).toBeEncrypted();
    expect(page).toBeEncrypted('mutual TLS');
  });

  test('failures show the way', () => {
    expect(failure(() => expect(request(productpage).get('http://ratings:9080/ratings/1')).toBeDelivered())).toBe(`\
request from productpage: GET http://ratings:9080/ratings/1
  expected to be delivered, but it is refused by visibility (502)
  1 client  productpage-v1 knows details and reviews (Sidecar bookinfo/productpage); ratings is not among them  examples/bookinfo/mesh.ts:17
  2 egress  hosts that it does not know are refused by the proxy (502) (Sidecar bookinfo/productpage)         examples/bookinfo/mesh.ts:17
  help: declare it: productpage.calls(ratings, Call.get('/ratings'))`);
    expect(failure(() => expect(request(details).get('http://reviews:9080/reviews')).toReach(reviews))).toBe(`\
request from details: GET http://reviews:9080/reviews
  expected to reach reviews, but it is refused by visibility
  1 client  details-v1 knows nothing (Sidecar bookinfo/default); reviews is not among them   examples/bookinfo/mesh.ts:11
  2 egress  hosts that it does not know are refused by the proxy (Sidecar bookinfo/default)  examples/bookinfo/mesh.ts:11
  and beyond: reviews-v1 would deny it (403): allowed is only: identity of the caller is cluster.local/ns/bookinfo/sa/productpage and method is GET and path is at or below /reviews and port 9080 (AuthorizationPolicy bookinfo/reviews)  examples/bookinfo/mesh.ts:16
  help: declare it: details.calls(reviews, Call.get('/reviews'))`);
  });
  test('and what was found instead', () => {
    const first = (run: () => unknown) => failure(run).split('\n').slice(1, 2)[0].trim();
    expect(first(() => expect(page).toSplit({ v1: 50, v3: 50 }))).toBe('expected to be split 50 % v1, 50 % v3, but it is 90 % v1, 10 % v3');
    expect(first(() => expect(page).toRetry(1))).toBe('expected to be tried again once, but it is 3 times');
    expect(first(() => expect(page).toTimeOutAfter(Duration.millis(1500)))).toBe('expected to time out after 1.5 s, but it times out after 10 s');
    expect(first(() => expect(page).toBeEncrypted('TLS'))).toBe('expected to be encrypted by TLS, but it is sent over mutual TLS');
    expect(first(() => expect(page).not.toBeDelivered())).toBe('expected not to be delivered, but it is');
    expect(first(() => expect(page).toBeRefused({ by: 'tls' }))).toBe('expected to be refused by tls, but it is delivered to 90 % reviews.bookinfo v1, 10 % reviews.bookinfo v3');
    expect(first(() => expect(page).toBeMirroredTo(ratings))).toBe('expected to be mirrored to ratings, but nobody gets a copy');
    expect(first(() => expect(page).toRedirectTo('https://x/', 301))).toBe('expected to be redirected to https://x/ (301), but it is delivered to 90 % reviews.bookinfo v1, 10 % reviews.bookinfo v3');
    expect(first(() => expect(page).toBeAnswered({ status: 200 }))).toBe('expected to be answered by a proxy with 200, but it is delivered to 90 % reviews.bookinfo v1, 10 % reviews.bookinfo v3');
  });
});

describe('shop', () => {
  const app = new App();
  buildShop(app);
  test('by names alone, across owners, out through the egress gateway', () => {
    expect(request('storefront/web-v1', { mesh: app }).post('http://checkout:8080/checkout')).toReach('checkout.storefront');
    expect(request('storefront/checkout-green', { mesh: app }).post('http://charge.vault:8080/charges')).toTimeOutAfter(Duration.seconds(2));
    expect(request('vault/charge-v1', { mesh: app }).post('http://api.stripe.com/v1/charges')).toReach('api.stripe.com');
    expect(request('vault/charge-v1', { mesh: app }).post('http://api.stripe.com/v1/charges')).toBeEncrypted('TLS');
  });
});

describe('all that a rule can do', () => {
  const mesh = new Mesh(new App(), 'm');
  const api = new MeshService(mesh, 'api', { ports: [Port.http(80)], versions: { v1: Workload.container({ image: 'a' }), v2: Workload.container({ image: 'b' }) } });
  const web = new MeshService(mesh, 'web', { ports: [Port.http(80)], workload: image });
  const partner = new ExternalService(mesh, 'partner', { hosts: ['partner.example.com'], ports: [Port.https(443)] });
  const job = new MeshWorkload(mesh, 'job', { workload: Workload.container({ image: 'j' }) });
  const legacy = new MeshService(mesh, 'legacy', { ports: [Port.http(80)], workload: Workload.existing({ labels: { app: 'legacy' }, serviceAccount: 'legacy' }) });
  const bare = new MeshService(mesh, 'bare', { ports: [Port.http(80)], workload: Workload.existing({ labels: { app: 'bare' }, serviceAccount: 'bare', meshed: false }) });
  web.calls(api).calls(partner).calls(legacy);
  legacy.calls(api);
  job.calls(api, Call.get('/jobs')).calls(bare);
  const edge = new MeshGateway(mesh, 'edge', { listeners: [Listener.http(80, { hostnames: ['m.example.com'] })] });
  new HttpRoute(mesh, 'old', { parent: edge, rules: [
    { matches: [HttpMatch.path.prefix('/old')], redirect: { hostname: 'new.example.com', statusCode: 302 } }, { matches: [HttpMatch.path.exact('/health')], respond: { status: 200, body: 'fine' } },
    { matches: [HttpMatch.path.prefix('/flaky')], to: api.version('v1'), fault: { abort: { status: 503, percent: 50 } } },
    { to: api.version('v1'), mirror: { to: api.version('v2'), percent: 20 } },
  ] });

  test('redirects, answers, copies', () => {
    expect(request(edge).get('http://m.example.com/old/x')).toRedirectTo('http://new.example.com/old/x', 302);
    expect(request(edge).get('http://m.example.com/health')).toBeAnswered({ status: 200, body: 'fine' });
    expect(request(edge).get('http://m.example.com/')).toBeMirroredTo(api.version('v2'), 20);
    expect(request(edge).get('http://m.example.com/')).not.toBeMirroredTo(api.version('v2'), 50);
    expect(request(edge).get('http://m.example.com/')).toReach(api.version('v1'));
  });
  test('what holds for some of the requests holds not for all', () => {
    const flaky = request(edge).get('http://m.example.com/flaky');
    expect(flaky).not.toReach(api.version('v1'));
    expect(flaky).not.toBeDelivered();
    expect(flaky).not.toBeRefused();
    expect(request(edge).get('http://m.example.com/old/x')).not.toRedirectTo('http://new.example.com/old/y');
    expect(request(edge).get('http://m.example.com/old/x')).not.toRedirectTo('http://new.example.com/old/x', 301);
  });
  test('workloads without a service, external hosts, pods that exist already, pods without a proxy', () => {
    expect(request(job).get('http://api/jobs/1')).toReach(api);
    expect(request(job).get('http://api/other')).toBeRefused({ by: 'access' });
    expect(request(web).to('tls://partner.example.com:443')).toReach(partner);
    expect(request(web).get('http://legacy/')).toReach(legacy);
    expect(request(legacy).get('http://api/')).toReach(api);
    expect(request(job).get('http://bare/')).toReach(bare);
    expect(request(job).get('http://bare/')).not.toBeEncrypted();
    expect(request(bare).get('http://api/')).toBeRefused({ by: 'tls' });
    expect(request(web).get('http://unknown.example.com/')).toBeRefused({ by: 'egress' });
  });
  test('the effective mesh follows the app', () => {
    const late = new MeshService(mesh, 'late', { ports: [Port.http(80)], workload: Workload.container({ image: 'l' }) });
    const ask = request(late).get('http://api/');
    expect(ask).toBeRefused({ by: 'visibility' });
    late.calls(api);
    expect(ask).toReach(api);
  });
  test('what is no request, or goes nowhere, is told', () => {
    expect(() => expect(mesh).toReach(api)).toThrow("this matcher is for requests, as in expect(request(web).get('http://cart:8080/items'))");
    expect(() => expect(request(web)).toReach(api)).toThrow("the request goes nowhere: say where, as in request(web).get('http://cart:8080/items')");
    expect(() => expect(request('m/web-v1').get('http://api/')).toReach(api)).toThrow("m/web-v1 is in no mesh that is known: name it, as in request('m/web-v1', { mesh })");
    expect(() => request(mesh as never)).toThrow('a request comes from a service');
  });
});

test('a gateway that the platform runs in the same app is where its requests arrive', () => {
  const app = new App();
  const istio = new IstioControlPlane(app, 'istio');
  const ingress = new IstioGateway(istio, 'istio-ingress');
  const mesh = new Mesh(app, 'shop');
  const web = new MeshService(mesh, 'web', { ports: [Port.http(8080)], workload: Workload.container({ image: 'registry.example.com/web:1' }) });
  const edge = new MeshGateway(mesh, 'edge', { existing: ingress, listeners: [Listener.http(80, { hostnames: ['shop.example.com'] })] });
  new HttpRoute(mesh, 'pages', { parent: edge, rules: [{ to: web }] });
  expect(request(edge).get('http://shop.example.com/')).toReach(web);
  expect(request('outside', { mesh }).via(edge).get('http://shop.example.com/')).toReach(web);
});
