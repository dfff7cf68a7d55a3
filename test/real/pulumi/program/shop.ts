import { ApiObject, type App, Chart } from 'cdk8s';
import { HttpRoute, Listener, Mesh, MeshGateway, MeshService, Port, TrafficSplit, Workload } from 'cdk8s-mesh';

export interface ShopParameters {
  /** Share of the stock's v2 in percent. */
  readonly canary?: number;
  /** A VirtualService that only istiod knows to be wrong. */
  readonly wrong?: boolean;
  /** Name of the service behind the pages. */
  readonly stock?: string;
}

/** A small mesh: a gateway, two services, a canary. */
export function shop(app: App, { canary = 10, wrong, stock: name = 'stock' }: ShopParameters): void {
  const mesh = new Mesh(app, 'shop');
  const image = (of: string) => Workload.container({ image: `registry.example.com/${of}` });
  const stock = new MeshService(mesh, name, { ports: [Port.http(8080)], versions: { v1: image('stock:1'), v2: image('stock:2') } });
  const web = new MeshService(mesh, 'web', { ports: [Port.http(8080)], workload: image('web:1') });
  web.calls(stock);
  new TrafficSplit(mesh, 'canary', { service: stock, weights: { v1: 100 - canary, v2: canary } });
  const edge = new MeshGateway(mesh, 'edge', { listeners: [Listener.http(80, { hostnames: ['shop.example.com'] })] });
  new HttpRoute(mesh, 'pages', { parent: edge, hostnames: ['shop.example.com'], rules: [{ to: web }] });
  // Beside the mesh: what is written by it would have been refused before anything is registered.
  if (wrong) new ApiObject(new Chart(app, 'wrong'), 'wrong', { apiVersion: 'networking.istio.io/v1', kind: 'VirtualService', metadata: { name: 'wrong', namespace: 'shop' }, spec: { hosts: ['web'], http: [{ name: 'nowhere' }] } } as never);
}
