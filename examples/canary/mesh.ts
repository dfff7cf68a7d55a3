// A canary: a tenth of the requests see the new version, and pods of it that misbehave go out of the pool, though never all: a share whose pods are all out is answered 503.
import type { App } from 'cdk8s';
import { Duration } from 'cdk8s';
import { HttpRoute, Listener, Mesh, MeshGateway, MeshService, OutlierDetection, Port, TrafficSplit, Workload } from 'cdk8s-mesh';

const image = (tag: string) => Workload.container({ image: `registry.example.com/catalog:${tag}`, replicas: 2, readiness: { httpGet: { path: '/healthz', port: 8080 } } });

export function build(app: App): Mesh {
  const mesh = new Mesh(app, 'canary');
  const catalog = new MeshService(mesh, 'catalog', { ports: [Port.http(8080)], versions: { stable: image('1.8.2'), canary: image('1.9.0') } });

  new TrafficSplit(mesh, 'rollout', { service: catalog, weights: { stable: 90, canary: 10 } });   // next steps: 75/25, 50/50, 0/100
  new OutlierDetection(mesh, 'fail-fast', { consecutive5xx: 3, interval: Duration.seconds(5), ejectFor: Duration.minutes(1), maxEjectedPercent: 50, appliesTo: catalog.version('canary') });

  // The split belongs to the service, so it holds at the gateway too: nothing is repeated here.
  const gateway = new MeshGateway(mesh, 'public', { listeners: [Listener.http(80, { hostnames: ['catalog.example.com'] })] });
  new HttpRoute(mesh, 'catalog-edge', { parent: gateway, rules: [{ to: catalog }] });
  return mesh;
}
