import { App, Chart, Testing } from 'cdk8s';
import { HttpRoute, IstioControlPlane, IstioGateway, Listener, Mesh, MeshApp, MeshGateway, MeshNamespace, MeshService, Port, RevisionTag, Workload, diagnosticsOf } from '../../lib';
import { stageOf } from '../../lib/control-plane/istio/order';
import { synthFiles, temporary } from '../helpers/apps';

interface Any { readonly kind: string; readonly metadata: { readonly name: string; readonly namespace?: string; readonly annotations?: Record<string, string> }; readonly spec?: any }
const names = (objects: readonly unknown[]) => (objects as Any[]).map((o) => `${o.kind} ${o.metadata.name}`);

/** A control plane with a tag, and a gateway that stands where `where` says. */
function world(where: (app: App, istio: IstioControlPlane) => Chart, app: App = new App({ outdir: temporary() })) {
  const istio = new IstioControlPlane(app, 'istio', { revision: '1-31-1', hints: ['argocd'] });
  const stable = new RevisionTag(istio, 'stable', { revision: istio.revision });
  const chart = where(app, istio);
  const ingress = new IstioGateway(chart, 'ingress', { revision: stable });
  return { app, istio, stable, chart, ingress };
}

test('in a chart of its own it has a file of its own, and is not part of the control plane', () => {
  const own = world((app) => new Chart(app, 'edge'));
  const within = world((_app, istio) => istio);
  const written = Testing.synth(own.chart) as Any[];
  // The same objects, in an order that can be applied.
  expect(names(written)).toEqual(names(within.istio.manifests()).filter((n) => !names(own.istio.manifests()).includes(n)));
  expect(written.map(stageOf)).toEqual([...written.map(stageOf)].sort((a, b) => a - b));
  expect(names(own.istio.manifests()).join()).not.toContain('ingress');
  expect(written.find((o) => o.kind === 'Deployment')!.spec.template.metadata.labels['istio.io/rev']).toBe('stable');
  // Hints are the control plane's.
  expect(written[0]!.metadata.annotations).toMatchObject({ 'argocd.argoproj.io/sync-wave': '-6' });
});

test.each([['stock App', App], ['MeshApp', MeshApp]] as const)('files of a %s', (_name, Host) => {
  const { app } = world((a) => new Chart(a, 'edge', { labels: { team: 'edge' } }), new Host({ outdir: temporary() }) as App);
  const files = synthFiles(app);
  expect(Object.keys(files).sort()).toEqual(['edge.k8s.yaml', 'istio.k8s.yaml']);
  expect(files['edge.k8s.yaml']!.match(/team: edge/g)!.length).toBeGreaterThan(3);
  // Cluster-wide objects stay so.
  expect(/kind: Namespace\nmetadata:\n(?: {4}.*\n| {2}(?!name:).*\n)* {2}name: ingress\n---/.test(files['edge.k8s.yaml']!)).toBe(true);
});

test('a mesh serves on it, wherever it stands', () => {
  const { app, ingress, stable } = world((a) => new Chart(a, 'edge'));
  const mesh = new Mesh(app, 'shop', { target: stable.sidecar() });
  const web = new MeshService(mesh, 'web', { ports: [Port.http(8080)], workload: Workload.container({ image: 'registry.example.com/web:1' }) });
  new MeshNamespace(mesh, 'ingress', { manage: 'policies' });
  const edge = new MeshGateway(mesh, 'edge', { existing: ingress, listeners: [Listener.http(80, { hostnames: ['shop.example.com'] })] });
  new HttpRoute(mesh, 'pages', { parent: edge, rules: [{ to: web }] });
  expect(diagnosticsOf(app).map((d) => d.message)).toEqual([]);
});

test('what is wrong with it is found when the app is written', () => {
  const app = new App({ outdir: temporary() });
  const istio = new IstioControlPlane(app, 'istio');
  new IstioGateway(new Chart(app, 'edge'), 'ingress', { revision: istio.revision, resources: { requests: { memory: '2Gi' }, limits: { memory: '1Gi' } } });
  expect(() => app.synth()).toThrow(/MESH1411 .*2Gi is more than the limit, 1Gi/);
});
