import { ApiObject, App, type Chart, JsonPatch } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Mesh, MeshNamespace, MeshService, MeshWorkload, Port, Workload } from '../../lib';
import { buildModel } from '../../lib/constructs/build-model';
import { declared, modelOf, plain, pod, refusal } from './declared';

const http = [Port.http(8080)];
const deployment = (scope: Chart, id: string, template: object = {}, metadata: object = {}) => new ApiObject(scope, id, {
  apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: id, ...metadata },
  spec: { selector: { matchLabels: { pods: id } }, template: { metadata: { labels: { pods: id } }, spec: { containers: [{ name: 'main', image: 'x:1', ports: [{ name: 'web', containerPort: 3000 }] }] }, ...template } },
} as never);

describe('containers', () => {
  test('one workload is version v1 from the first day', () => {
    const model = modelOf((mesh) => new MeshService(mesh, 'web', { ports: http, workload: Workload.container({ image: 'web:1', replicas: 2, env: { A: 'b' }, readiness: { httpGet: { path: '/' } }, resources: { limits: { cpu: '1' } } }) }));
    expect(plain(model.workloads)).toEqual([{
      id: 'shop/web', mesh: 'shop', namespace: 'shop#namespace', groups: [], name: 'web', selector: { app: 'web' }, serviceAccount: 'web', createServiceAccount: true, meshed: true,
      versions: [{ name: 'v1', labels: { app: 'web', version: 'v1' }, podsName: 'web-v1', pods: { kind: 'container', container: { image: 'web:1', replicas: 2, env: { A: 'b' }, readiness: { httpGet: { path: '/' } }, resources: { limits: { cpu: '1' } } } } }],
    }]);
    expect(model.services[0]).toMatchObject({ workload: 'shop/web', versioned: false });
  });
  test('versions are sorted and share one identity', () => {
    const model = modelOf((mesh) => new MeshService(mesh, 'web', { ports: http, versions: { green: pod(), blue: pod() } }));
    expect(model.workloads[0].versions.map((v) => [v.name, v.podsName, v.labels.version])).toEqual([['blue', 'web-blue', 'blue'], ['green', 'web-green', 'green']]);
    expect(model.services[0].versioned).toBe(true);
  });
  test('a given ServiceAccount is not ours to write', () => {
    expect(modelOf((mesh) => new MeshService(mesh, 'web', { ports: http, workload: pod(), serviceAccount: 'robot' })).workloads[0]).toMatchObject({ serviceAccount: 'robot', createServiceAccount: false });
  });
  test('what a caller does to the options afterwards changes nothing', () => {
    const options = { image: 'web:1', env: { A: '1' }, resources: { limits: { cpu: '1' } } };
    const model = modelOf((mesh) => { new MeshService(mesh, 'web', { ports: http, workload: Workload.container(options) }); options.env.A = '2'; options.resources.limits.cpu = '2'; });
    expect(plain(model.workloads[0].versions[0].pods)).toMatchObject({ container: { env: { A: '1' }, resources: { limits: { cpu: '1' } } } });
  });
});

describe('shared', () => {
  const shared = () => Workload.container({ name: 'pods', image: 'x:1' });
  test('two services, one workload, whatever the order', () => {
    for (const ids of [['a', 'b'], ['b', 'a']]) {
      const model = modelOf((mesh) => { const w = shared(); for (const id of ids) new MeshService(mesh, id, { ports: http, workload: w }); });
      expect(model.workloads.map((w) => [w.id, w.name])).toEqual([['shop/a', 'pods']]);
      expect(model.services.map((s) => s.workload)).toEqual(['shop/a', 'shop/a']);
    }
  });
  test('with a worker as well, and with all versions', () => {
    const model = modelOf((mesh) => {
      const w = shared(); new MeshService(mesh, 'a', { ports: http, workload: w }); new MeshWorkload(mesh, 'b', { workload: w });
      const v = { v1: Workload.container({ name: 'two', image: 'x:1' }), v2: Workload.container({ name: 'two', image: 'x:2' }) };
      new MeshService(mesh, 'c', { ports: http, versions: v }); new MeshService(mesh, 'd', { ports: http, versions: v });
    });
    expect(model.workloads.map((w) => w.name)).toEqual(['pods', 'two']);
  });
  test.each<[RegExp, (mesh: Mesh, app: App) => void]>([
    [/^shop\/b at .*: shares its workload with shop\/a, and it has no name of its own[\s\S]*Workload\.container\(\{ name:/, (mesh) => { const w = pod(); new MeshService(mesh, 'a', { ports: http, workload: w }); new MeshService(mesh, 'b', { ports: http, workload: w }); }],
    [/shop\/a, in another namespace/, (mesh) => { const w = shared(); new MeshService(mesh, 'a', { ports: http, workload: w }); new MeshService(mesh, 'b', { ports: http, workload: w, namespace: new MeshNamespace(mesh, 'n') }); }],
    [/shop\/a, which runs as its own ServiceAccount/, (mesh) => { const w = shared(); new MeshService(mesh, 'a', { ports: http, workload: w }); new MeshService(mesh, 'b', { ports: http, workload: w, serviceAccount: 'robot' }); }],
    [/shop\/a, which belongs to another mesh/, (mesh, app) => { const w = shared(); new MeshService(mesh, 'a', { ports: http, workload: w }); new MeshService(new Mesh(app, 'other'), 'b', { ports: http, workload: w }); }],
    [/shop\/a, but not all of its versions/, (mesh) => { const w = shared(); new MeshService(mesh, 'a', { ports: http, versions: { v1: w, v2: shared() } }); new MeshService(mesh, 'b', { ports: http, workload: w }); }],
    [/one Workload stands for two versions/, (mesh) => { const w = shared(); new MeshService(mesh, 'a', { ports: http, versions: { v1: w, v2: w } }); }],
    [/name the workload differently: one, two/, (mesh) => { new MeshService(mesh, 'a', { ports: http, versions: { v1: Workload.container({ name: 'one', image: 'x' }), v2: Workload.container({ name: 'two', image: 'x' }) } }); }],
  ])('%s', (message, declare) => expect(refusal(declare)).toThrow(message));
  test('another app may use the same description again', () => {
    const w = pod();
    for (let i = 0; i < 2; i++) expect(modelOf((mesh) => new MeshService(mesh, 'a', { ports: http, workload: w })).workloads).toHaveLength(1);
  });
});

describe('from a construct', () => {
  test.each(['Deployment', 'StatefulSet', 'DaemonSet'])('%s: labels and identity are added, what is there is kept', (kind) => {
    const app = new App();
    const mesh = new Mesh(app, 'shop');
    const object = new ApiObject(mesh, 'pods', { apiVersion: 'apps/v1', kind, metadata: { name: 'mine' }, spec: { template: { metadata: { labels: { version: 'x9' } }, spec: { containers: [] } } } } as never);
    new MeshService(mesh, 'web', { ports: http, workload: Workload.from(object) });
    expect(object.toJson().spec.template).toEqual({ metadata: { labels: { app: 'web', version: 'x9' } }, spec: { containers: [], serviceAccountName: 'web' } });
    const [workload] = buildModel(app).model.workloads;
    expect(workload).toMatchObject({ selector: { app: 'web' }, serviceAccount: 'web', createServiceAccount: true });
    expect(workload.versions[0]).toMatchObject({ name: 'v1', labels: { app: 'web', version: 'x9' }, podsName: 'mine', pods: { kind: 'construct', path: 'shop/pods', workloadKind: kind, name: 'mine', namespace: 'shop' } });
  });
  test.each([['Job', 'spec.template'], ['CronJob', 'spec.jobTemplate.spec.template']])('%s', (kind, where) => {
    const app = new App();
    const mesh = new Mesh(app, 'shop');
    const template = { spec: { containers: [{ name: 'x', image: 'x' }] } };
    const object = new ApiObject(mesh, 'job', { apiVersion: 'batch/v1', kind, spec: kind === 'Job' ? { template } : { jobTemplate: { spec: { template } } } } as never);
    new MeshWorkload(mesh, 'worker', { workload: Workload.from(object) });
    expect(where.split('.').reduce((o, k) => o[k], object.toJson())).toEqual({ metadata: { labels: { app: 'worker', version: 'v1' } }, spec: { containers: [{ name: 'x', image: 'x' }], serviceAccountName: 'worker' } });
  });
  test('a ServiceAccount and an app label of its own are the identity', () => {
    const model = modelOf((mesh) => new MeshService(mesh, 'web', { ports: http, workload: Workload.from(deployment(mesh, 'pods', { metadata: { labels: { app: 'legacy' } }, spec: { serviceAccountName: 'robot', containers: [] } })) }));
    expect(model.workloads[0]).toMatchObject({ name: 'web', selector: { app: 'legacy' }, serviceAccount: 'robot', createServiceAccount: false });
  });
  test('cdk8s-plus: containers that come later, patches that come later', () => {
    const app = new App();
    const mesh = new Mesh(app, 'shop');
    const kube = new kplus.Deployment(mesh, 'pods', { metadata: { name: 'pods' } });
    new MeshService(mesh, 'web', { ports: [Port.http(80, { targetPort: 'late' })], workload: Workload.from(kube) });
    expect(buildModel(app).diagnostics).toMatchObject([{ code: 'MESH1421', path: 'shop/web' }]);
    kube.addContainer({ image: 'x:1', ports: [{ number: 9000, name: 'late' }], securityContext: { user: 1000 } });
    ApiObject.of(kube).addJsonPatch(JsonPatch.add('/spec/template/metadata/labels/extra', 'yes'));
    const { model, diagnostics } = buildModel(app);
    expect(diagnostics).toEqual([]);
    expect(model.services[0].ports[0]).toMatchObject({ containerPort: 9000, targetPortName: 'late' });
    const { template, selector } = ApiObject.of(kube).toJson().spec;
    expect(template.metadata.labels).toMatchObject({ app: 'web', version: 'v1', extra: 'yes', ...selector.matchLabels });
    expect(template.spec.serviceAccountName).toBe('web');
  });
  test('the fingerprint tells when the user changed what the model took', () => {
    const app = new App();
    const mesh = new Mesh(app, 'shop');
    const object = deployment(mesh, 'pods');
    new MeshService(mesh, 'web', { ports: http, workload: Workload.from(object) });
    const built = buildModel(app);
    const before = built.fingerprint();
    expect(built.fingerprint()).toBe(before);
    object.addJsonPatch(JsonPatch.add('/spec/template/spec/serviceAccountName', 'robot'));
    expect(built.fingerprint()).not.toBe(before);
  });
  test('exactly one', () => {
    expect(refusal((mesh) => Workload.from(mesh))).toThrow(/^shop at .*exactly one Deployment, .* none below it/);
    expect(refusal((mesh) => { deployment(mesh, 'a'); deployment(mesh, 'b'); Workload.from(mesh); })).toThrow(/there are 2: Deployment shop\/a, Deployment shop\/b/);
    expect(refusal((mesh) => Workload.from(new ApiObject(mesh, 'x', { apiVersion: 'example.com/v1', kind: 'Deployment' })))).toThrow(/none below it/);
  });
  const versions = (mesh: Mesh, one: ApiObject, two: ApiObject) => new MeshService(mesh, 'web', { ports: [Port.http(80, { targetPort: 'web' })], versions: { v1: Workload.from(one), v2: Workload.from(two) } });
  const labelled = (labels: object, spec: object = {}) => ({ metadata: { labels }, spec: { containers: [{ name: 'm', image: 'x', ports: [{ name: 'web', containerPort: 3000 }] }], ...spec } });
  test.each<[string, RegExp, (mesh: Mesh) => unknown]>([
    ['MESH1422', /different ServiceAccounts: a, b/, (mesh) => versions(mesh, deployment(mesh, 'a', labelled({}, { serviceAccountName: 'a' })), deployment(mesh, 'b', labelled({}, { serviceAccountName: 'b' })))],
    ['MESH1422', /different ServiceAccounts: a, web/, (mesh) => versions(mesh, deployment(mesh, 'a', labelled({}, { serviceAccountName: 'a' })), deployment(mesh, 'b', labelled({})))],
    ['MESH1423', /no container of web has a port named 'nope'/, (mesh) => new MeshService(mesh, 'web', { ports: [Port.http(80, { targetPort: 'nope' })], workload: Workload.from(deployment(mesh, 'a')) })],
    ['MESH1424', /\(v1\) are in namespace 'else', their service is in 'shop'/, (mesh) => new MeshService(mesh, 'web', { ports: http, workload: Workload.from(deployment(mesh, 'a', {}, { namespace: 'else' })) })],
    ['MESH1425', /same `app` and `version` labels in versions v1 and v2/, (mesh) => versions(mesh, deployment(mesh, 'a', labelled({ version: 'x' })), deployment(mesh, 'b', labelled({ version: 'x' })))],
    ['MESH1426', /different `app` labels: one, two/, (mesh) => versions(mesh, deployment(mesh, 'a', labelled({ app: 'one' })), deployment(mesh, 'b', labelled({ app: 'two' })))],
    ['MESH1427', /container ports 'web': 3000, 3001/, (mesh) => versions(mesh, deployment(mesh, 'a'), deployment(mesh, 'b', labelled({}, { containers: [{ name: 'm', image: 'x', ports: [{ name: 'web', containerPort: 3001 }] }] })))],
  ])('%s %s', (code, message, declare) => {
    const { diagnostics } = declared(declare);
    expect(diagnostics.map((d) => d.code)).toEqual([code]);
    expect(diagnostics[0]).toMatchObject({ severity: 'error', path: 'shop/web', message: expect.stringMatching(message), help: expect.stringMatching(/./) });
    expect(typeof diagnostics[0].source === 'function' && diagnostics[0].source()).toMatchObject({ file: 'test/constructs/pods.test.ts' });
  });
});

describe('existing', () => {
  test('is taken as it is', () => {
    const model = modelOf((mesh) => new MeshService(mesh, 'web', { ports: http, existing: true, workload: Workload.existing({ labels: { app: 'old', tier: 'x' }, serviceAccount: 'robot', meshed: false }) }));
    expect(plain(model.workloads[0])).toMatchObject({ selector: { app: 'old', tier: 'x' }, serviceAccount: 'robot', createServiceAccount: false, meshed: false, versions: [{ name: 'v1', labels: { app: 'old', tier: 'x' }, pods: { kind: 'existing' } }] });
    expect(model.services[0].existing).toBe(true);
  });
  test('has versions that its labels tell apart', () => {
    const existing = (version: string) => Workload.existing({ labels: { app: 'old', version }, serviceAccount: 'robot' });
    expect(modelOf((mesh) => new MeshService(mesh, 'web', { ports: http, versions: { a: existing('1'), b: existing('2') } })).workloads[0].selector).toEqual({ app: 'old' });
  });
  test('a named targetPort comes with its number', () => {
    const service = (targetPort: string | { name: string; number: number }) => (mesh: Mesh) => new MeshService(mesh, 'web', { ports: [Port.http(80, { targetPort })], workload: Workload.existing({ labels: { app: 'x' }, serviceAccount: 'x' }) });
    expect(refusal(service('web'))).toThrow(/port 80 names its targetPort 'web'.*\n {2}help: give both: targetPort: \{ name: 'web', number: … \}/);
    expect(modelOf(service({ name: 'web', number: 3000 })).services[0].ports[0]).toMatchObject({ containerPort: 3000, targetPortName: 'web' });
  });
  test('needs labels and an identity', () => {
    expect(() => Workload.existing({ labels: {}, serviceAccount: 'x' })).toThrow(/labels/);
    expect(() => Workload.existing({ labels: { app: 'x' }, serviceAccount: '' })).toThrow(/serviceAccount/);
  });
});
