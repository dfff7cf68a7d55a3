// Chaos: what does a slow or failing dependency do to its callers? Only requests that carry the header are touched, so it is safe to leave in.
// The deadline is that of reviews: a fault comes before the timeout and the retries of the service that it is declared on.
import type { App } from 'cdk8s';
import { Duration } from 'cdk8s';
import { Call, FaultInjection, HttpMatch, HttpRoute, Listener, Mesh, MeshGateway, MeshService, Port, TimeoutPolicy, Workload } from 'cdk8s-mesh';

const image = (name: string) => Workload.container({ image: `registry.example.com/${name}:1` });

export function build(app: App): Mesh {
  const mesh = new Mesh(app, 'chaos');
  const ratings = new MeshService(mesh, 'ratings', { ports: [Port.http(8080)], workload: image('ratings') });
  const reviews = new MeshService(mesh, 'reviews', { ports: [Port.http(8080)], workload: image('reviews') });
  reviews.calls(ratings, Call.get('/ratings'));

  const gateway = new MeshGateway(mesh, 'public', { listeners: [Listener.http(80, { hostnames: ['reviews.example.com'] })] });
  new HttpRoute(mesh, 'edge', { parent: gateway, rules: [{ to: reviews }] });

  new TimeoutPolicy(reviews, 'deadline', { request: Duration.seconds(2) });
  new FaultInjection(ratings, 'slow', { matches: [HttpMatch.header('x-chaos').exact('slow')], delay: { by: Duration.seconds(5), percent: 100 } });
  new FaultInjection(ratings, 'broken', { matches: [HttpMatch.header('x-chaos').exact('broken')], abort: { status: 503, percent: 50 } });
  return mesh;
}
