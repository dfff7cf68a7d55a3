// Blue-green: green takes all traffic at once; testers reach blue, or the next candidate, by a header. Rolling back is one word.
import type { App } from 'cdk8s';
import { HttpMatch, HttpRoute, Listener, Mesh, MeshGateway, MeshService, Port, TrafficSplit, Workload } from 'cdk8s-mesh';

const image = (tag: string) => Workload.container({ image: `registry.example.com/orders:${tag}`, replicas: 3, readiness: { httpGet: { path: '/healthz', port: 8080 } } });

export function build(app: App, live: 'blue' | 'green' = 'green'): Mesh {
  const mesh = new Mesh(app, 'blue-green');
  const orders = new MeshService(mesh, 'orders', { ports: [Port.http(8080)], versions: { blue: image('41'), green: image('42') } });
  const idle = live === 'green' ? 'blue' : 'green';

  new TrafficSplit(mesh, 'live', { service: orders, weights: { [live]: 100 } });

  const gateway = new MeshGateway(mesh, 'public', { listeners: [Listener.http(80, { hostnames: ['orders.example.com'] })] });
  new HttpRoute(mesh, 'everyone', { parent: gateway, rules: [{ to: orders }] });
  new HttpRoute(mesh, 'testers', { parent: gateway, rules: [{ matches: [HttpMatch.header('x-preview').exact('yes')], to: orders.version(idle) }] });
  return mesh;
}
