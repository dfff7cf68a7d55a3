// A dark launch: the new version gets a copy of a quarter of the requests, its answers are thrown away, and nobody can reach it otherwise.
import type { App } from 'cdk8s';
import { Call, ConnectionPool, HttpMatch, HttpRoute, Listener, Mesh, MeshGateway, MeshService, Port, TrafficSplit, Workload } from 'cdk8s-mesh';

const image = (name: string) => Workload.container({ image: `registry.example.com/${name}` });

export function build(app: App): Mesh {
  const mesh = new Mesh(app, 'dark-launch');
  const search = new MeshService(mesh, 'search', { ports: [Port.http(8080)], versions: { current: image('search:7'), rewrite: image('search:8') } });
  const web = new MeshService(mesh, 'web', { ports: [Port.http(8080)], workload: image('web:1') });
  web.calls(search, Call.get('/search'));

  const gateway = new MeshGateway(mesh, 'public', { listeners: [Listener.http(80, { hostnames: ['www.example.com'] })] });
  new HttpRoute(mesh, 'edge', { parent: gateway, rules: [{ to: web }] });

  new TrafficSplit(mesh, 'only-current', { service: search, weights: { current: 100 } });
  new HttpRoute(mesh, 'shadow', {
    parent: search,
    rules: [{ matches: [HttpMatch.path.prefix('/search').method('GET')], to: search, mirror: { to: search.version('rewrite'), percent: 25 } }],
  });
  // What nobody waits for must not crowd out what somebody does.
  new ConnectionPool(mesh, 'shadow-limit', { maxConnections: 10, maxPendingRequests: 10, appliesTo: search.version('rewrite') });
  return mesh;
}
