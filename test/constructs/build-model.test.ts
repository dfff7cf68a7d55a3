import { App, Duration } from 'cdk8s';
import * as bookinfo from '../../examples/bookinfo/mesh';
import * as shop from '../../examples/shop/mesh';
import { Call, ExternalService, HttpRoute, Mesh, MeshNamespace, MeshService, MeshWorkload, Port, RetryPolicy, Source, TimeoutPolicy, Workload } from '../../lib';
import { buildModel } from '../../lib/constructs/build-model';
import { plain, pod } from './declared';

test.each([['bookinfo', bookinfo.build], ['shop', shop.build]] as const)('%s', (_, build) => {
  const app = new App();
  build(app);
  const { model, diagnostics } = buildModel(app);
  expect(diagnostics).toEqual([]);
  expect(plain(model)).toMatchSnapshot();
});

/** The same mesh, declared in another order each time. */
function shuffled(seed: number): unknown {
  let state = seed;
  const order = <T>(list: T[]): T[] => list.map((item) => [(state = (state * 1103515245 + 12345) % 2147483648), item] as const).sort(([a], [b]) => a - b).map(([, item]) => item);
  const app = new App();
  const meshes = new Map<string, Mesh>();
  for (const id of order(['one', 'two'])) meshes.set(id, new Mesh(app, id));
  const one = meshes.get('one')!, two = meshes.get('two')!;
  const shared = Workload.container({ name: 'pods', image: 'x:1' });
  const services = new Map<string, MeshService<any>>();
  const declare = order<() => unknown>([
    () => new MeshNamespace(one, 'vault'),
    ...['a', 'b', 'c'].map((id) => () => services.set(id, new MeshService(one, id, { ports: [Port.http(80), Port.grpc(90)], versions: seed % 2 ? { v1: pod(id), v2: pod(`${id}-2`) } : { v2: pod(`${id}-2`), v1: pod(id) } }))),
    ...['d', 'e'].map((id) => () => services.set(id, new MeshService(two, id, { ports: [Port.http(80)], workload: shared }))),
    () => new MeshWorkload(two, 'job', { workload: pod() }),
    () => new ExternalService(two, 'out', { hosts: ['a.example.com'], ports: [Port.http(80)] }),
  ]);
  for (const step of declare) step();
  const of = (id: string) => services.get(id)!;
  for (const step of order<() => unknown>([
    () => of('a').calls(of('b'), Call.get('/x')), () => of('a').calls(of('b'), Call.get('/y')), () => of('a').calls(of('b')), () => of('b').calls(of('d'), { timeout: Duration.seconds(1) }), () => of('d').calls(of('a')), () => of('e').calls(of('a')),
    () => of('d').allows(of('b')), () => of('d').allows(Source.anyone), () => of('d').allows(of('b'), Call.get('/z')),
    () => new HttpRoute(one, 'r1', { parent: of('a'), rules: [{ to: of('b') }] }), () => new HttpRoute(one, 'r2', { parent: of('b'), rules: [{ to: of('a') }] }),
    () => new TimeoutPolicy(one, 't', { request: Duration.seconds(1) }), () => new RetryPolicy(of('a'), 'r', { attempts: 1 }),
  ])) step();
  return buildModel(app).model;
}

test('the order of declarations means nothing', () => {
  const first = plain(shuffled(1));
  expect(first.calls).toHaveLength(6);
  expect(first.workloads.map((w: any) => w.id)).toEqual(['one/a', 'one/b', 'one/c', 'two/d', 'two/job']);
  for (let seed = 2; seed < 30; seed++) expect(plain(shuffled(seed))).toEqual(first);
});

test('the model is frozen through and through', () => {
  const app = new App();
  shop.build(app);
  const { model } = buildModel(app);
  const loose: string[] = [];
  const walk = (value: unknown, path: string): void => {
    if (typeof value !== 'object' || value === null) return;
    if (!Object.isFrozen(value)) loose.push(path);
    for (const [key, v] of Object.entries(value)) walk(v, `${path}.${key}`);
  };
  walk(model, 'model');
  expect(loose).toEqual([]);
});

test('is read anew each time', () => {
  const app = new App();
  const mesh = new Mesh(app, 'shop');
  const web = new MeshService(mesh, 'web', { ports: [Port.http(80)], workload: pod() });
  const before = buildModel(app).model;
  web.calls(web);
  new MeshService(mesh, 'api', { ports: [Port.http(80)], workload: pod() });
  expect([before.calls.length, before.services.length]).toEqual([0, 1]);
  const after = buildModel(app).model;
  expect([after.calls.length, after.services.length]).toEqual([1, 2]);
});

test('a mesh of many services is linear in time and asks for few nodes', () => {
  const app = new App();
  const mesh = new Mesh(app, 'shop');
  for (let i = 0; i < 200; i++) new MeshService(mesh, `s-${i}`, { ports: [Port.http(80)], workload: pod() });
  expect(mesh.node.findAll()).toHaveLength(201);
  expect(mesh.node.findAll().every((c) => c.node.dependencies.length === 0)).toBe(true);
});

test('targets are handed over by mesh', () => {
  const app = new App();
  const target = { id: 'x', clusterDomain: 'cluster.local' };
  new Mesh(app, 'one', { target });
  new Mesh(app, 'two');
  expect([...buildModel(app).targets]).toEqual([['one', target], ['two', undefined]]);
});
