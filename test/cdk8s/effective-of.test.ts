import { App, ApiObject, Chart } from 'cdk8s';
import { AccessMode, effectiveOf, ExternalAuthorizer, Istio, Mesh, MeshGateway, MeshNamespace, MeshService, Listener, Port, RawManifest, Workload } from '../../lib';
import { simulate } from '../../lib/simulate';

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

describe('an authorizer', () => {
  const asked = (service: string, more: (app: App) => unknown = () => undefined) => {
    const app = new App();
    const istio = Istio.sidecar({ meshConfig: { extensionProviders: [{ name: 'opa', envoyExtAuthzGrpc: { service, port: 9191 } }] } });
    const mesh = new Mesh(app, 'shop', { target: istio });
    const web = new MeshService(mesh, 'web', { ports: [Port.http(80)], workload: Workload.container({ image: 'x' }) });
    const cart = new MeshService(mesh, 'cart', { ports: [Port.http(80)], workload: Workload.container({ image: 'y' }) });
    web.calls(cart);
    new ExternalAuthorizer(cart, 'opa', { provider: 'opa' });
    more(app);
    return simulate(effectiveOf(app), { from: 'shop/web-v1', to: 'http://cart/' });
  };
  test('that the mesh config names is there', () => {
    for (const service of ['opa.security.svc.cluster.local', 'security/opa.security.svc.cluster.local']) {
      const outcome = asked(service);
      expect([outcome.kind, outcome.unknown.length]).toEqual(['delivered', 1]);
    }
  });
  test('that the app writes itself is that one', () => {
    const outcome = asked('opa.security.svc.cluster.local', (app) => new MeshService(new Mesh(app, 'security'), 'opa', { ports: [Port.grpc(9191)], workload: Workload.container({ image: 'opa' }) }));
    expect(outcome.kind).toBe('delivered');
  });
  test('that is no Service of the cluster is nobody’s word: the proxy refuses, and says why', () => {
    const outcome = asked('opa.example.com');
    expect(outcome.kind).toBe('denied');
    expect(outcome.trace.map((step) => step.text).join('\n')).toContain('denies it (403): every request, because the mesh has no authorizer opa');
  });
});
