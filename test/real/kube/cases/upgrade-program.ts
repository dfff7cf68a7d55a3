import type { App } from 'cdk8s';
import { AccessPolicy, Call, Mesh, MeshApp, MeshNamespace, MeshService, Port, Source, Workload } from '../../../../lib';
import { IstioControlPlane, IstioGateway, IstioRevision, RevisionTag } from '../../../../lib/control-plane/istio';
import { readYaml, type KubeObject } from '../../mesh/cluster';

export const [first, second] = ['1-31-0', '1-31-1'];
export const tag = 'stable';
/** The steps of an upgrade: one revision; a second beside it; namespaces moved to it by their tag; the first removed. */
export type Step = 'first' | 'both' | 'moved' | 'second';

/** Switches that suit an Envoy without Istio's own filters; nothing else is changed. */
export const stockEnvoy = { istiod: { env: { PILOT_ENABLE_ALPN_FILTER: 'false', PILOT_ENABLE_METADATA_EXCHANGE: 'false' } }, meshConfig: { defaultProviders: { metrics: [] } } };

/** A control plane, a gateway and a mesh, as they are written at each step of an upgrade. */
export function upgrade(step: Step, outdir: string): readonly KubeObject[] {
  const app = new MeshApp({ outdir });
  const controlPlane = new IstioControlPlane(app, 'istio', { ...stockEnvoy, revision: step === 'second' ? second : first });
  const other = step === 'both' || step === 'moved' ? new IstioRevision(controlPlane, second) : undefined;
  const stable = new RevisionTag(controlPlane, tag, { revision: step === 'moved' ? other! : controlPlane.revision });
  new IstioGateway(controlPlane, 'ingress', { revision: stable, replicas: 1, autoscaling: false });
  shop(app, stable);
  return readYaml(app.synthYaml());
}

function shop(app: App, stable: RevisionTag): void {
  const mesh = new Mesh(app, 'shop', { target: stable.sidecar() });
  const namespace = new MeshNamespace(mesh, 'shop');
  const service = (name: string) => new MeshService(mesh, name, { namespace, ports: [Port.http(8080)], workload: Workload.container({ image: `registry.example.com/${name}:1` }) });
  const [web, stock] = ['web', 'stock'].map(service);
  web.calls(stock, Call.get('/stock'));
  new AccessPolicy(web, 'users', { allow: [{ from: [Source.anyone], to: [Call.get('/')] }] });
}
