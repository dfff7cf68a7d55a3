// Istio's Bookinfo: four services, a canary of reviews, testers on their own version, and what holds when things go wrong.
import type { App } from 'cdk8s';
import { Duration } from 'cdk8s';
import {
  AccessPolicy, Call, CircuitBreaker, FaultInjection, HttpMatch, HttpRoute, Listener, Mesh, MeshGateway, MeshService, MtlsMode, MtlsPolicy, Port, RetryPolicy, Source, TimeoutPolicy, TrafficSplit, Workload,
} from 'cdk8s-mesh';

const image = (name: string) => Workload.container({ image: `docker.io/istio/examples-bookinfo-${name}:1.20.3`, readiness: { httpGet: { path: '/health', port: 9080 } } });

export function build(app: App): Mesh {
  const mesh = new Mesh(app, 'bookinfo');

  // Who is in the mesh …
  const details = new MeshService(mesh, 'details', { ports: [Port.http(9080)], workload: image('details-v1') });
  const ratings = new MeshService(mesh, 'ratings', { ports: [Port.http(9080)], workload: image('ratings-v1') });
  const reviews = new MeshService(mesh, 'reviews', { ports: [Port.http(9080)], versions: { v1: image('reviews-v1'), v2: image('reviews-v2'), v3: image('reviews-v3') } });
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
  return mesh;
}
