import { App, Duration } from 'cdk8s';
import {
  AccessPolicy, Call, CircuitBreaker, FaultInjection, HttpMatch, HttpRoute, Listener, Mesh, MeshGateway, MeshService, MtlsMode, MtlsPolicy,
  Port, RetryPolicy, Source, TimeoutPolicy, TrafficSplit, Workload,
} from '../../lib';

const app = new App();
const mesh = new Mesh(app, 'bookinfo');
const image = (name: string) => Workload.container({ image: `docker.io/istio/examples-bookinfo-${name}:1.20.3` });

// Who is in the mesh …
const details = new MeshService(mesh, 'details', { ports: [Port.http(9080)], workload: image('details-v1') });
const ratings = new MeshService(mesh, 'ratings', { ports: [Port.http(9080)], workload: image('ratings-v1') });
const reviews = new MeshService(mesh, 'reviews', {
  ports: [Port.http(9080)],
  versions: { v1: image('reviews-v1'), v2: image('reviews-v2'), v3: image('reviews-v3') },
});
const productpage = new MeshService(mesh, 'productpage', { ports: [Port.http(9080)], workload: image('productpage-v1') });

// … who calls whom (everything else is denied) …
productpage.calls(details, Call.get('/details')).calls(reviews, Call.get('/reviews'));
reviews.calls(ratings, Call.get('/ratings'));

// … where requests go …
const gateway = new MeshGateway(mesh, 'public', { listeners: [Listener.http(80, { hostnames: ['bookinfo.example.com'] })] });
new HttpRoute(mesh, 'pages', { parent: gateway, rules: [{ matches: [HttpMatch.path.prefix('/productpage'), HttpMatch.path.prefix('/static')], to: productpage }] });
new TrafficSplit(mesh, 'reviews-canary', { service: reviews, weights: { v1: 90, v3: 10 } });
new HttpRoute(mesh, 'testers', { parent: reviews, rules: [{ matches: [HttpMatch.header('end-user').exact('jason')], to: reviews.version('v2') }] });

// … and what holds when things go wrong.
new RetryPolicy(reviews, 'retries', { attempts: 3, perTryTimeout: Duration.seconds(2), on: ['5xx', 'connect-failure'] });
new TimeoutPolicy(reviews, 'timeout', { request: Duration.seconds(10) });
new CircuitBreaker(ratings, 'breaker', { maxConnections: 100, consecutive5xx: 5, ejectFor: Duration.seconds(30) });
new FaultInjection(ratings, 'chaos', { matches: [HttpMatch.header('end-user').exact('jason')], delay: { by: Duration.seconds(7), percent: 100 } });
new MtlsPolicy(ratings, 'migration', { mode: MtlsMode.PERMISSIVE });   // plaintext is accepted …
new AccessPolicy(ratings, 'not-yet-meshed', { allow: [{ from: [Source.anyone], to: [Call.get('/ratings')] }] });   // … and allowed

// What must not compile.
// @ts-expect-error reviews has no v9
reviews.version('v9');
// @ts-expect-error nor can a split name it
new TrafficSplit(mesh, 'x', { service: reviews, weights: { v9: 10 } });
// @ts-expect-error a service of one workload has no versions
details.version('v1');
// @ts-expect-error a workload or versions, not both
new MeshService(mesh, 'both', { ports: [Port.http(80)], workload: image('a'), versions: { v1: image('a') } });
// @ts-expect-error nor neither
new MeshService(mesh, 'neither', { ports: [Port.http(80)] });
// @ts-expect-error a bare number is no duration
new TimeoutPolicy(reviews, 'y', { request: 3 });
// @ts-expect-error not a retry condition
new RetryPolicy(reviews, 'z', { attempts: 2, on: ['nonsense'] });
// @ts-expect-error a gateway has no mTLS mode
new MtlsPolicy(gateway, 'v', { mode: MtlsMode.STRICT });
// @ts-expect-error nor by name
new MtlsPolicy(mesh, 'w', { mode: MtlsMode.STRICT, appliesTo: gateway });
// @ts-expect-error a rule answers, redirects or forwards
new HttpRoute(mesh, 'u', { parent: reviews, rules: [{ to: reviews, redirect: { hostname: 'x' } }] });
// @ts-expect-error and does one of them
new HttpRoute(mesh, 't', { parent: reviews, rules: [{}] });
// @ts-expect-error one route rule has one timeout, whatever version it picks
new TimeoutPolicy(mesh, 's', { request: Duration.seconds(1), appliesTo: reviews.version('v1') });

