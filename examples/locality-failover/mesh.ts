// Locality: requests stay in their region while it is healthy, and go to the next one when it is not. Failover needs to know what "healthy" means, so both are declared.
import type { App } from 'cdk8s';
import { Duration } from 'cdk8s';
import { Call, HttpRoute, Listener, LoadBalancing, Mesh, MeshGateway, MeshService, OutlierDetection, Port, Workload } from 'cdk8s-mesh';

const image = (name: string) => Workload.container({ image: `registry.example.com/${name}:1`, replicas: 3 });

export function build(app: App): Mesh {
  const mesh = new Mesh(app, 'locality');
  const prices = new MeshService(mesh, 'prices', { ports: [Port.grpc(7070)], workload: image('prices') });
  const web = new MeshService(mesh, 'web', { ports: [Port.http(8080)], workload: image('web') });
  web.calls(prices, Call.grpc('shop.Prices'));

  const gateway = new MeshGateway(mesh, 'public', { listeners: [Listener.http(80, { hostnames: ['www.example.com'] })] });
  new HttpRoute(mesh, 'edge', { parent: gateway, rules: [{ to: web }] });

  new OutlierDetection(prices, 'healthy', { consecutiveGatewayErrors: 5, interval: Duration.seconds(5), ejectFor: Duration.seconds(30), maxEjectedPercent: 100 });
  new LoadBalancing(prices, 'stay-local', { failover: [{ from: 'europe-west1', to: 'europe-west4' }, { from: 'europe-west4', to: 'europe-west1' }] });
  return mesh;
}
