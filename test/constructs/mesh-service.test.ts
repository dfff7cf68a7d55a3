import { Duration } from 'cdk8s';
import { Call, ExternalService, KubernetesApi, Listener, Mesh, MeshGateway, MeshGroup, MeshNamespace, MeshService, MeshWorkload, Port, Source, Istio } from '../../lib';
import { modelOf, plain, pod, refusal } from './declared';

const http = [Port.http(8080)];
const service = (scope: Mesh | MeshGroup, id: string, more: object = {}) => new MeshService(scope, id, { ports: http, workload: pod(id), ...more });

test('facts of a service', () => {
  const model = modelOf((mesh) => {
    const vault = new MeshNamespace(mesh, 'vault');
    service(new MeshGroup(new MeshGroup(mesh, 'outer'), 'inner'), 'web', { namespace: vault, headless: true });
  });
  expect(plain(model.services)).toEqual([{
    id: 'shop/outer/inner/web', mesh: 'shop', namespace: 'shop/vault', groups: ['shop/outer/inner', 'shop/outer'], name: 'web', headless: true, existing: false, workload: 'shop/outer/inner/web', versioned: false,
    ports: [{ name: 'http', number: 8080, protocol: 'http', containerPort: 8080 }],
  }]);
});

test('its host', () => {
  const hosts: string[] = [];
  modelOf((mesh) => hosts.push(service(mesh, 'web').host, service(mesh, 'api', { namespace: new MeshNamespace(mesh, 'vault') }).host));
  modelOf((mesh) => hosts.push(service(mesh, 'web').host), { namespace: 'home', target: Istio.sidecar({ clusterDomain: 'example.internal' }) });
  expect(hosts).toEqual(['web.shop.svc.cluster.local', 'api.vault.svc.cluster.local', 'web.home.svc.example.internal']);
});

test('calls: what, to whom and how', () => {
  const model = modelOf((mesh) => {
    const web = service(mesh, 'web'), api = service(mesh, 'api'), out = new ExternalService(mesh, 'out', { hosts: ['a.example.com'], ports: http });
    const worker = new MeshWorkload(mesh, 'worker', { workload: pod() });
    web.calls(api, Call.get('/a')).calls(out).calls(KubernetesApi.instance).calls(web);
    worker.calls(api, { only: [Call.post('/b')], timeout: Duration.seconds(2), retries: { attempts: 2, on: ['5xx', 503] } }).calls(api, { retries: 'off' }).calls(api, {});
  });
  const request = (methods: string[], value: string) => ({ methods, paths: [{ kind: 'prefix', value }], claims: {} });
  expect(plain(model.calls)).toEqual([
    { mesh: 'shop', from: 'shop/web', to: { kind: 'kubernetes-api' }, only: [] },
    { mesh: 'shop', from: 'shop/web', to: { kind: 'service', id: 'shop/api' }, only: [request(['GET'], '/a')] },
    { mesh: 'shop', from: 'shop/web', to: { kind: 'external', id: 'shop/out' }, only: [] },
    { mesh: 'shop', from: 'shop/web', to: { kind: 'service', id: 'shop/web' }, only: [] },
    { mesh: 'shop', from: 'shop/worker', to: { kind: 'service', id: 'shop/api' }, only: [], retries: 'off' },
    { mesh: 'shop', from: 'shop/worker', to: { kind: 'service', id: 'shop/api' }, only: [] },
    { mesh: 'shop', from: 'shop/worker', to: { kind: 'service', id: 'shop/api' }, only: [request(['POST'], '/b')], timeout: 2000, retries: { attempts: 2, on: ['5xx', '503'] } },
  ]);
});

test('grants', () => {
  const model = modelOf((mesh, app) => {
    const other = new Mesh(app, 'other');
    const api = service(mesh, 'api');
    api.allows(service(other, 'web'), Call.get('/x')).allows(new MeshWorkload(other, 'job', { workload: pod() })).allows(Source.namespace('back'));
    api.allows(new MeshGateway(other, 'edge', { listeners: [Listener.http(80)] }));
  });
  expect(plain(model.grants).map((g: any) => [g.service, g.from, g.only.length])).toEqual(expect.arrayContaining([
    ['shop/api', { kind: 'workload', id: 'other/web' }, 1], ['shop/api', { kind: 'workload', id: 'other/job' }, 0], ['shop/api', { kind: 'namespace', name: 'back' }, 0], ['shop/api', { kind: 'gateway', id: 'other/edge' }, 0],
  ]));
  expect(model.grants).toHaveLength(4);
});

test.each<[RegExp, (mesh: Mesh) => unknown]>([
  [/^shop\/Web at .*: the id of a service must be/, (mesh) => service(mesh, 'Web')],
  [/must start with a letter/, (mesh) => service(mesh, '9web')],
  [/either a workload or versions, not neither/, (mesh) => new MeshService(mesh, 'web', { ports: http } as never)],
  [/either a workload or versions, not both/, (mesh) => new MeshService(mesh, 'web', { ports: http, workload: pod(), versions: { v1: pod() } } as never)],
  [/versions must name at least one/, (mesh) => new MeshService(mesh, 'web', { ports: http, versions: {} })],
  [/version v1 is no Workload/, (mesh) => new MeshService(mesh, 'web', { ports: http, versions: { v1: {} as never } })],
  [/`workload` is no Workload/, (mesh) => new MeshService(mesh, 'web', { ports: http, workload: 'nginx' as never })],
  [/ports must name at least one/, (mesh) => service(mesh, 'web', { ports: [] })],
  [/ports are written with Port/, (mesh) => service(mesh, 'web', { ports: [8080] })],
  [/namespace must be a MeshNamespace/, (mesh) => service(mesh, 'web', { namespace: 'vault' })],
  [/the name of a version must be/, (mesh) => new MeshService(mesh, 'web', { ports: http, versions: { 'V 1': pod() } })],
  [/the name of a Deployment must be up to 63/, (mesh) => service(mesh, 'a'.repeat(62))],
  [/has no version 'v9'\n {2}help: it has blue, green/, (mesh) => new MeshService<string>(mesh, 'web', { ports: http, versions: { blue: pod(), green: pod() } }).version('v9')],
  [/has no version 'toString'/, (mesh) => new MeshService<string>(mesh, 'web', { ports: http, versions: { blue: pod() } }).version('toString')],
  [/help: it was declared with one workload/, (mesh) => service(mesh, 'web').version('v1' as never)],
  [/what is called is a MeshService/, (mesh) => service(mesh, 'web').calls(service(mesh, 'api').endpoints as never)],
  [/what is called is/, (mesh) => service(mesh, 'web').calls(undefined as never)],
  [/requests are named with Call/, (mesh) => service(mesh, 'web').calls(service(mesh, 'api'), Call.get('/'), '/x' as never)],
  [/requests or options, not both/, (mesh) => (service(mesh, 'web').calls as any)(service(mesh, 'api'), { timeout: Duration.seconds(1) }, Call.get('/'))],
  [/timeout must be a Duration, not 3/, (mesh) => service(mesh, 'web').calls(service(mesh, 'api'), { timeout: 3 as never })],
  [/'often' is nothing to retry on/, (mesh) => service(mesh, 'web').calls(service(mesh, 'api'), { retries: { attempts: 1, on: ['often' as never] } })],
  [/a caller is a MeshService/, (mesh) => service(mesh, 'web').allows('back-office' as never)],
  [/a MeshWorkload needs a Workload/, (mesh) => new MeshWorkload(mesh, 'w', {} as never)],
])('%s', (message, declare) => expect(refusal(declare)).toThrow(message));
