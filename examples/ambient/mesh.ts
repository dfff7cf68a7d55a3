// The ambient data plane beside a mesh of sidecars: one control plane, both kinds of pods, mutual TLS between all of them.
import { ApiObject, Chart, type App } from 'cdk8s';
import { Call, IstioControlPlane, Mesh, MeshService, Port, Source, Workload } from 'cdk8s-mesh';

export function build(app: App): IstioControlPlane {
  const istio = new IstioControlPlane(app, 'istio', {
    platform: 'gke',                                         // where the nodes keep their CNI plugins
    ambient: true,                                           // ztunnel and the CNI plugin on every node, istiod ready for it
    cni: true,                                               // sidecars are captured by the plugin as well
  });

  // What a Mesh declares runs with sidecars.
  const mesh = new Mesh(app, 'orders');
  const api = new MeshService(mesh, 'api', { ports: [Port.http(8080)], workload: Workload.container({ image: 'registry.example.com/orders:1' }) });

  // A namespace without sidecars: ztunnel gives its pods identities and mutual TLS. The label is all it needs.
  const batch = new Chart(app, 'batch');
  new ApiObject(batch, 'namespace', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'batch', labels: { 'istio.io/dataplane-mode': 'ambient' } } });
  new ApiObject(batch, 'account', { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'report', namespace: 'batch' } });
  // Its pods are callers like any other, by their identity.
  api.allows(Source.principal('spiffe://cluster.local/ns/batch/sa/report'), Call.get('/orders'));
  return istio;
}
