import { App, ApiObject, Chart } from 'cdk8s';
import { AccessMode, effectiveOf, Istio, Mesh, MeshGateway, MeshNamespace, MeshService, Listener, Port, RawManifest, Workload } from '../../lib';

const image = Workload.container({ image: 'x' });
const ids = (mesh: ReturnType<typeof effectiveOf>) => mesh.workloads.map((w) => `${w.id} ${w.proxy}`).sort();

test('what is written, what stands beside it in other charts, and what exists already', () => {
  const app = new App();
  const mesh = new Mesh(app, 'shop', { access: AccessMode.OPEN });
  new MeshService(mesh, 'web', { ports: [Port.http(80)], workload: image });
  new MeshService(mesh, 'old', { ports: [Port.http(80, { targetPort: { name: 'http', number: 8080 } })], existing: true, workload: Workload.existing({ labels: { app: 'old' }, serviceAccount: 'old' }) });
  new MeshService(mesh, 'bare', { ports: [Port.tcp(5432)], workload: Workload.existing({ labels: { app: 'bare' }, serviceAccount: 'bare', meshed: false }) });
  new MeshNamespace(mesh, 'ingress', { manage: 'policies' });
  new MeshGateway(mesh, 'edge', { listeners: [Listener.http(80)], existing: { namespace: 'ingress', labels: { istio: 'edge' }, serviceAccount: 'edge' } });
  new ApiObject(new Chart(app, 'other'), 'pods', { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'tool', namespace: 'tools' }, spec: { template: { metadata: { labels: { app: 'tool' } }, spec: { containers: [] } } } });
  const read = effectiveOf(app);
  expect(ids(read)).toEqual(expect.arrayContaining(['shop/bare-v1 none', 'shop/old-v1 sidecar', 'shop/web-v1 sidecar']));
  expect(ids(read).filter((id) => id.endsWith('gateway'))).toHaveLength(1);
  expect(read.workload('tools/tool')).toBeDefined();
  expect(read.workload('shop/old-v1')!.ports).toEqual([{ number: 8080, name: 'http' }]);
  expect(read.hosts('old.shop.svc.cluster.local')[0].ports).toMatchObject([{ number: 80, targetPort: 'http', protocol: 'http' }]);
  expect(read.workload('shop/old-v1')!.from.path).toBe('shop/old');
});

test('the installation is the target’s; once for each state of the app', () => {
  const app = new App();
  const mesh = new Mesh(app, 'shop', { target: Istio.sidecar({ trustDomain: 'corp.example', rootNamespace: 'mesh-system', meshConfig: { outboundTrafficPolicy: { mode: 'REGISTRY_ONLY' } } }) });
  new MeshService(mesh, 'web', { ports: [Port.http(80)], workload: image });
  const first = effectiveOf(app);
  expect(first.installation).toMatchObject({ trustDomain: 'corp.example', rootNamespace: 'mesh-system', inventory: 'closed' });
  expect(first.workload('shop/web-v1')!.principal).toBe('corp.example/ns/shop/sa/web');
  expect(effectiveOf(mesh)).toBe(first);
  const open = effectiveOf(app, { inventory: 'open' });
  expect([open === first, open.installation.inventory, effectiveOf(app, { inventory: 'open' }) === open]).toEqual([false, 'open', true]);
  new MeshService(mesh, 'more', { ports: [Port.http(80)], workload: Workload.container({ image: 'y' }) });
  expect(effectiveOf(app).workload('shop/more-v1')).toBeDefined();
});

test('an app with errors has no effective mesh', () => {
  const app = new App();
  const mesh = new Mesh(app, 'shop');
  new RawManifest(mesh, 'broken', { apiVersion: 'networking.istio.io/v1', kind: 'VirtualService', metadata: { name: 'vs' }, spec: { hosts: ['a'], http: [{ timeout: 'soon' }] } });
  expect(() => effectiveOf(app)).toThrow(/^the app has errors, so nothing of it can be said:\n {2}MESH1412 /);
});
