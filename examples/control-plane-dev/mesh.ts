// Istio on a laptop's cluster: one small istiod, everything logged and traced, and a service to try it with.
import type { App } from 'cdk8s';
import { AccessPolicy, Call, HttpRoute, IstioControlPlane, IstioGateway, Listener, Mesh, MeshGateway, MeshNamespace, MeshService, Port, Source, Workload } from 'cdk8s-mesh';

export function build(app: App): IstioControlPlane {
  const istio = new IstioControlPlane(app, 'istio', { profile: 'dev', platform: 'k3d' });
  // No cloud hands out an address here: kubectl port-forward, or a port of the node.
  const ingress = new IstioGateway(istio, 'istio-ingress', { service: { type: 'NodePort' } });

  const mesh = new Mesh(app, 'hello');
  const hello = new MeshService(mesh, 'hello', { ports: [Port.http(8080)], workload: Workload.container({ image: 'registry.example.com/hello:1' }) });
  new AccessPolicy(hello, 'anyone', { allow: [{ from: [Source.anyone], to: [Call.get('/')] }] });

  new MeshNamespace(mesh, 'istio-ingress', { manage: 'policies' });
  const edge = new MeshGateway(mesh, 'edge', { existing: ingress, listeners: [Listener.http(80, { hostnames: ['hello.localhost'] })] });
  new HttpRoute(mesh, 'pages', { parent: edge, rules: [{ to: hello }] });
  return istio;
}
