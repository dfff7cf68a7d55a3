// Circuit breaking: a slow dependency must not take its callers down. Its queue is bounded, its bad pods are taken out, and callers give up in time.
import type { App } from 'cdk8s';
import { Duration } from 'cdk8s';
import { Call, CircuitBreaker, HttpRoute, Listener, Mesh, MeshGateway, MeshGroup, MeshService, Port, RetryPolicy, TimeoutPolicy, Workload } from 'cdk8s-mesh';
import type { Construct } from 'constructs';

const image = (name: string) => Workload.container({ image: `registry.example.com/${name}:1` });

/** A bundle of one's own: whatever is declared below it is covered. */
class Guarded extends MeshGroup {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new CircuitBreaker(this, 'breaker', { maxConnections: 100, maxPendingRequests: 20, maxRequests: 100, consecutive5xx: 5, ejectFor: Duration.seconds(30) });
    new TimeoutPolicy(this, 'deadline', { request: Duration.seconds(2) });
    new RetryPolicy(this, 'once-more', { attempts: 1, perTryTimeout: Duration.seconds(1), on: ['connect-failure', 'refused-stream', 'reset'] });
  }
}

export function build(app: App): Mesh {
  const mesh = new Mesh(app, 'circuit-breaking');
  const guarded = new Guarded(mesh, 'guarded');
  const inventory = new MeshService(guarded, 'inventory', { ports: [Port.http(8080)], workload: image('inventory') });
  const pricing = new MeshService(guarded, 'pricing', { ports: [Port.http(8080)], workload: image('pricing') });
  const shop = new MeshService(mesh, 'shop', { ports: [Port.http(8080)], workload: image('shop') });
  shop.calls(inventory, Call.get('/stock')).calls(pricing, Call.get('/prices'));

  const gateway = new MeshGateway(mesh, 'public', { listeners: [Listener.http(80, { hostnames: ['shop.example.com'] })] });
  new HttpRoute(mesh, 'edge', { parent: gateway, rules: [{ to: shop }] });
  return mesh;
}
