import { ApiObject, type App } from 'cdk8s';
import { Istio, Mesh, MeshService, MeshWorkload, Port, Workload, type ServiceVersion } from '../../lib';

/** What a mistake is made in: a small mesh that is right. */
export function world(app: App) {
  const istio = Istio.sidecar({ meshConfig: { extensionProviders: [{ name: 'otel', opentelemetry: { service: 'otel.observability.svc.cluster.local', port: 4317 } }] } });
  const mesh = new Mesh(app, 'shop', { target: istio });
  const other = new Mesh(app, 'bank', { target: istio });
  const image = (name: string) => Workload.container({ image: `registry.example.com/${name}:1` });
  const web = new MeshService(mesh, 'web', { ports: [Port.http(8080)], workload: image('web') });
  const cart = new MeshService<string>(mesh, 'cart', { ports: [Port.http(8080)], versions: { v1: image('cart'), v2: image('cart') } });
  const db = new MeshService(mesh, 'db', { ports: [Port.tcp(5432, { name: 'sql' })], workload: image('db') });
  const multi = new MeshService(mesh, 'multi', { ports: [Port.http(8080), Port.http(8081, { name: 'admin' }), Port.tcp(9000, { name: 'raw' })], workload: image('multi') });
  const peers = new MeshService<string>(mesh, 'peers', { ports: [Port.http(8080)], headless: true, versions: { v1: image('peers'), v2: image('peers') } });
  const pay = new MeshService(other, 'pay', { ports: [Port.http(8080)], workload: image('pay') });
  const worker = new MeshWorkload(mesh, 'worker', { workload: image('worker') });
  web.calls(cart).calls(db).calls(multi).calls(peers).calls(pay);
  worker.calls(web);
  pay.allows(web);
  return { app, mesh, other, image, web, cart, db, multi, peers, pay, worker, version: (name: string): ServiceVersion => cart.version(name) };
}
export type World = ReturnType<typeof world>;

export const deployment = (w: World, id: string, template: object = {}): ApiObject => new ApiObject(w.mesh, id, {
  apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: id }, spec: { selector: { matchLabels: { a: id } }, template: { metadata: { labels: { a: id } }, spec: { containers: [{ name: 'main', image: 'x' }] }, ...template } },
} as never);
