// A/B: which version a user sees is decided by a header (internal users) or a cookie (the cohort), never by chance; and it is told to the application.
import type { App } from 'cdk8s';
import { HttpMatch, HttpRoute, Listener, Mesh, MeshGateway, MeshService, Port, TrafficSplit, Workload } from 'cdk8s-mesh';

const image = (tag: string) => Workload.container({ image: `registry.example.com/checkout:${tag}` });

export function build(app: App): Mesh {
  const mesh = new Mesh(app, 'ab-test');
  const checkout = new MeshService(mesh, 'checkout', { ports: [Port.http(8080)], versions: { a: image('one-page'), b: image('three-steps') } });
  new TrafficSplit(mesh, 'default', { service: checkout, weights: { a: 100 } });

  const gateway = new MeshGateway(mesh, 'public', { listeners: [Listener.http(80, { hostnames: ['shop.example.com'] })] });
  new HttpRoute(mesh, 'shop', {
    parent: gateway,
    rules: [
      { name: 'staff', matches: [HttpMatch.header('x-employee').present()], to: checkout.version('b'), requestHeaders: { set: { 'x-experiment': 'staff' } } },
      { name: 'cohort-b', matches: [HttpMatch.cookie('cohort').exact('b')], to: checkout.version('b'), requestHeaders: { set: { 'x-experiment': 'b' } }, responseHeaders: { add: { vary: 'cookie' } } },
      { name: 'everyone-else', to: checkout, responseHeaders: { add: { vary: 'cookie' } } },
    ],
  });
  return mesh;
}
