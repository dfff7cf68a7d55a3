// What a repository of manifests holds: a folder for the control plane, one for the gateways, one for each mesh. `argocd.ts` and `flux.ts` write what applies them.
import { Chart, YamlOutputType, type App } from 'cdk8s';
import { AccessPolicy, Call, IstioControlPlane, IstioGateway, Mesh, MeshApp, MeshService, Port, Source, Workload } from 'cdk8s-mesh';

export function build(app: App): IstioControlPlane {
  const istio = new IstioControlPlane(app, 'istio', { cni: true, hints: ['argocd', 'flux'] });
  // Its pods are injected, so what applies them waits for the control plane.
  new IstioGateway(new Chart(app, 'ingress'), 'istio-ingress', { revision: istio.revision });
  const mesh = new Mesh(app, 'shop');
  const web = new MeshService(mesh, 'web', { ports: [Port.http(8080)], workload: Workload.container({ image: 'registry.example.com/web:1' }) });
  new AccessPolicy(web, 'users', { allow: [{ from: [Source.anyone], to: [Call.get('/')] }] });
  return istio;
}

/** A file per object, so that a pull request shows what changes in the cluster: `dist/istio/Deployment.istiod.k8s.yaml`, … */
export function folders(outdir: string): MeshApp {
  const app = new MeshApp({ outdir, yamlOutputType: YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE });
  build(app);
  return app;
}
