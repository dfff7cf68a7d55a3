import { App, Chart, Duration } from 'cdk8s';
import { CertificateAuthority, IstioControlPlane, IstioGateway, IstioRevision, Mesh, RevisionTag } from '../../lib';

const app = new App();
const istio = new IstioControlPlane(app, 'istio', {
  revision: '1-31-1', ca: CertificateAuthority.istioCsr(), trustDomain: 'prod.example.com', cni: { excludeNamespaces: ['kube-system'] },
  istiod: { autoscaling: { minReplicas: 3, behavior: { scaleDown: { stabilizationWindowSeconds: 300 } } }, maxConnectionAge: Duration.minutes(10), untaintNodes: true },
  meshConfig: { outboundTrafficPolicy: { mode: 'REGISTRY_ONLY' }, extensionProviders: [{ name: 'otel', opentelemetry: { service: 'otel.observability.svc.cluster.local', port: 4317 } }], defaultConfig: { concurrency: 2 } },
});
const next = new IstioRevision(istio, '1-31-2', { image: { tag: '1.31.2' } });
const stable = new RevisionTag(istio, 'stable', { revision: next });
new IstioGateway(new Chart(app, 'ingress'), 'ingress', { revision: stable });
new Mesh(app, 'shop', { target: stable.sidecar() });
istio.patch('Deployment', 'istiod', { spec: { minReadySeconds: 10 } });

// What must not compile.
// @ts-expect-error a prop is misspelt
new IstioControlPlane(app, 'a', { revison: '1-31-1' });
// @ts-expect-error there is no such profile
new IstioControlPlane(app, 'b', { profile: 'demo' });
// @ts-expect-error nor such a platform
new IstioControlPlane(app, 'c', { platform: 'azure' });
// @ts-expect-error a field of the mesh config is misspelt
new IstioControlPlane(app, 'd', { meshConfig: { accessLogFiel: '/dev/stdout' } });
// @ts-expect-error there is no such mode
new IstioControlPlane(app, 'e', { meshConfig: { outboundTrafficPolicy: { mode: 'REGISTRY' } } });
// @ts-expect-error an authority is made by its class
new IstioControlPlane(app, 'f', { ca: 'cacerts' });
// @ts-expect-error a Duration has its unit
new IstioControlPlane(app, 'g', { istiod: { maxConnectionAge: 600 } });
// @ts-expect-error this Istio is not known
new IstioControlPlane(app, 'h', { version: '1.25' });
// @ts-expect-error a tag stands for a revision, not for its name
new RevisionTag(istio, 'canary', { revision: '1-31-1' });
// @ts-expect-error what a cluster has once is the control plane's
new IstioRevision(istio, '1-31-3', { cni: true });
// @ts-expect-error a revision is of a control plane
new IstioRevision(app, '1-31-4');
// @ts-expect-error there is no such field of a Deployment
istio.patch('Deployment', 'istiod', { spec: { replcas: 3 } });
