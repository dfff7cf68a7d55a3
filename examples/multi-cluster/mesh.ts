// One mesh over two clusters on two networks. The primary's istiod serves both: the remote cluster has gateways and pods, but no istiod. Each cluster is an app of its own.
import type { App } from 'cdk8s';
import { AccessPolicy, Call, IstioControlPlane, IstioGateway, Mesh, MeshService, Port, Source, Workload } from 'cdk8s-mesh';

/** What both clusters agree on. */
const MESH = { meshId: 'shop', trustDomain: 'shop.example' };

export function primary(app: App): IstioControlPlane {
  const istio = new IstioControlPlane(app, 'istio', { ...MESH, clusterName: 'cluster1', network: 'network1', servesRemotes: true });
  // The way into this network, for requests of the other cluster's pods, and for their proxies on the way to istiod.
  new IstioGateway(istio, 'eastwest', { networkGateway: 'network1', exposes: ['services', 'istiod'] });
  shop(app);
  return istio;
}

/** `istiod`: address of the primary's gateway, known once its load balancer is there. */
export function remote(app: App, istiod = '192.0.2.10'): IstioControlPlane {
  const istio = new IstioControlPlane(app, 'istio', { ...MESH, clusterName: 'cluster2', network: 'network2', remote: { address: istiod, controlPlaneClusters: ['cluster1'] } });
  new IstioGateway(istio, 'eastwest', { networkGateway: 'network2', exposes: ['services'] });
  shop(app);
  return istio;
}

/** The same in both: a request goes to a pod of either cluster. Of the remote istiod reads pods and Services; the policies that hold are those of the primary. */
function shop(app: App): void {
  const mesh = new Mesh(app, 'shop');
  const catalog = new MeshService(mesh, 'catalog', { ports: [Port.http(8080)], workload: Workload.container({ image: 'registry.example.com/catalog:1' }) });
  new AccessPolicy(catalog, 'readers', { allow: [{ from: [Source.anyone], to: [Call.get('/')] }] });
}
