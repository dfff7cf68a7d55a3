import { App, Chart, JsonPatch, YamlOutputType } from 'cdk8s';
import { type Construct } from 'constructs';
import { AccessMode, CallsFromOthers, Egress, isMesh, Mesh, MeshGroup, MeshNamespace, MeshService, MtlsMode, Port, RawManifest, Visibility } from '../../lib';
import { Tree } from '../../lib/constructs/tree';
import { declared, modelOf, plain, pod, refusal } from './declared';

test('defaults are secure', () => {
  expect(plain(modelOf(() => undefined).meshes)).toEqual([{
    id: 'shop', name: 'shop', namespace: 'shop#namespace', mtls: 'STRICT', access: 'DECLARED_CALLS', visibility: 'DECLARED_CALLS', egress: 'DECLARED', callsFromOthers: 'REFUSED', ownsCluster: false, labels: {},
  }]);
});

test.each([[AccessMode.AUDIT], [AccessMode.OPEN]])('%s hides nothing and lets everything out, unless said otherwise', (access) => {
  expect(modelOf(() => undefined, { access }).meshes[0]).toMatchObject({ access, visibility: 'ALL', egress: 'ANY' });
  expect(modelOf(() => undefined, { access, visibility: Visibility.NAMESPACE, egress: Egress.DECLARED }).meshes[0]).toMatchObject({ visibility: 'NAMESPACE', egress: 'DECLARED' });
});

test('takes what it is told', () => {
  const facts = modelOf(() => undefined, { mtls: MtlsMode.PERMISSIVE, callsFromOthers: CallsFromOthers.ALLOWED, ownsCluster: true, labels: { team: 'a' }, namespace: 'home' });
  expect(facts.meshes[0]).toMatchObject({ mtls: 'PERMISSIVE', callsFromOthers: 'ALLOWED', ownsCluster: true, labels: { team: 'a' } });
  expect(facts.namespaces[0]).toMatchObject({ name: 'home', manage: 'create', mesh: 'shop' });
});

test('a MeshNamespace of the name takes the place of the default', () => {
  const model = modelOf((mesh) => new MeshNamespace(mesh, 'shop', { manage: 'label', labels: { tier: 'a' } }));
  expect(model.meshes[0].namespace).toBe('shop/shop');
  expect(plain(model.namespaces)).toEqual([{ id: 'shop/shop', mesh: 'shop', name: 'shop', manage: 'label', labels: { tier: 'a' } }]);
});

test('is known by its brand: charts are no meshes, though they say so of each other', () => {
  const app = new App();
  class Own extends Mesh {}
  const mesh = new Mesh(app, 'a'), own = new Own(app, 'b'), chart = new Chart(app, 'c');
  expect([isMesh(mesh), isMesh(own), isMesh(chart), isMesh(undefined)]).toEqual([true, true, false, false]);
  expect([(mesh as unknown) instanceof Mesh, own instanceof Mesh, (chart as unknown) instanceof Mesh, (mesh as unknown) instanceof Own, own instanceof Chart]).toEqual([true, true, false, false, true]);
});

test('renders through the host, in every way in', () => {
  const app = new App({ yamlOutputType: YamlOutputType.FILE_PER_APP });
  const mesh = new Mesh(app, 'shop');
  new MeshService(mesh, 'web', { ports: [Port.http(80)], workload: pod() });
  const kinds = mesh.toJson().map((o) => o.kind);
  expect(kinds).toEqual(expect.arrayContaining(['Namespace', 'ServiceAccount', 'Service', 'Deployment', 'PeerAuthentication']));
  expect(mesh.node.validate()).toEqual([]);
});

test('everything declared counts as a change', () => {
  const app = new App();
  const seen: number[] = [];
  const step = <T>(make: () => T): T => { const made = make(); seen.push(Tree.of(app).revision); return made; };
  const mesh = step(() => new Mesh(app, 'shop'));
  const web = step(() => new MeshService(mesh, 'web', { ports: [Port.http(80)], workload: pod() }));
  step(() => web.calls(web));
  step(() => web.allows(web));
  step(() => mesh.patch('Service', 'web', { spec: { type: 'ClusterIP' } }));
  step(() => new RawManifest(mesh, 'raw', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'x' } }));
  expect(new Set(seen).size).toBe(seen.length);
});

test('what belongs into a mesh is refused elsewhere', () => {
  const app = new App();
  expect(() => new MeshService(app as unknown as Construct, 'web', { ports: [Port.http(80)], workload: pod() })).toThrow(/^web at .*mesh\.test\.ts:\d+: a MeshService belongs into a Mesh\n {2}help: .*new MeshService\(mesh, 'web'/);
  expect(() => new MeshGroup(new Chart(app, 'c'), 'g')).toThrow(/belongs into a Mesh/);
});

test.each<[string, (app: App) => unknown, RegExp]>([
  ['namespace', (app) => new Mesh(app, 'Shop'), /the namespace of a mesh must be .* not 'Shop'/],
  ['mtls', (app) => new Mesh(app, 'shop', { mtls: 'strict' as never }), /mtls must be one of STRICT, PERMISSIVE, DISABLE, not 'strict'/],
  ['visibility', (app) => new Mesh(app, 'shop', { visibility: 'SOME' as never }), /visibility must be one of/],
  ['target', (app) => new Mesh(app, 'shop', { target: {} as never }), /Istio\.sidecar\(\)/],
])('a bad %s is refused', (_, make, message) => expect(() => make(new App())).toThrow(message));

test('patches and raw manifests are kept as they were given', () => {
  const change = { spec: { trafficPolicy: null } };
  const operation = JsonPatch.remove('/spec/replicas');
  const raw = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'x' }, data: { a: '1' } };
  const built = declared((mesh) => {
    mesh.patch('DestinationRule', 'web', change, { namespace: 'shop' }).patch('Deployment', 'web-v1', operation);
    new RawManifest(mesh, 'raw', raw);
    raw.data.a = 'changed';
  });
  expect(plain(built.patches.get('shop'))).toEqual([{ kind: 'DestinationRule', name: 'web', namespace: 'shop', change: { merge: change } }, { kind: 'Deployment', name: 'web-v1', change: { operations: plain([operation]) } }]);
  expect(built.patches.get('shop')![1].change).toEqual({ operations: [operation] });
  expect(built.rawManifests[0]).toMatchObject({ mesh: 'shop', origin: { path: 'shop/raw' }, manifest: { data: { a: '1' } } });
  expect(refusal((mesh) => new RawManifest(mesh, 'r', { kind: 'X' } as never))).toThrow(/apiVersion must not be empty/);
  expect(refusal((mesh) => mesh.patch('Service', 'web', null as never))).toThrow(/a patch is an object/);
});
