import * as pulumi from '@pulumi/pulumi';
import { App } from 'cdk8s';
import { MeshResources } from '../../lib/pulumi';
import { chart, configMap, shop } from './fixtures';
import { Recorder } from './recorder';

const crd = (kind: string): Record<string, any> => ({ apiVersion: 'apiextensions.k8s.io/v1', kind: 'CustomResourceDefinition', metadata: { name: `${kind.toLowerCase()}s.x.example.com` }, spec: { group: 'x.example.com', names: { kind } } });
let recorder: Recorder;
beforeEach(async () => { recorder = await Recorder.start(); });

test('definitions are kept when the stack goes, unless told otherwise', async () => {
  await recorder.of(new MeshResources('kept', chart(new App(), 'c', [crd('Thing')])));
  await recorder.of(new MeshResources('gone', chart(new App(), 'c', [crd('Thing')]), { definitions: 'delete' }));
  expect(recorder.one('kept:CustomResourceDefinition/things.x.example.com')).toMatchObject({ retainOnDelete: true, inputs: { metadata: { annotations: { 'pulumi.com/waitFor': 'condition=Established' } } } });
  expect(recorder.one('gone:CustomResourceDefinition/things.x.example.com').retainOnDelete).toBe(false);
});

test('each cluster of a program has a provider of its own, and names do not collide', async () => {
  class Cluster extends pulumi.ProviderResource { constructor(name: string) { super('kubernetes', name, {}); } }
  const [east, west] = ['east', 'west'].map((name) => new Cluster(name));
  await recorder.of(new MeshResources('shop-east', shop(), {}, { provider: east }));
  await recorder.of(new MeshResources('shop-west', shop(), {}, { providers: [west] }));
  expect(recorder.one('shop-east:shop/Service/web').provider).toBe('east');
  expect(recorder.one('shop-west:shop/Service/web').provider).toBe('west');
});

// The engine would do it, but not if the run that renames fails half way (see the suite `pulumi`).
test('a renamed component names its old name once, and each of its resources says it', async () => {
  const urn = 'urn:pulumi:test::shop::a:b:C$cdk8s-mesh:index:MeshResources::older';
  await recorder.of(new MeshResources('new', shop(), {}, { aliases: [{ name: 'old' }, urn] }));
  expect(recorder.one('new').aliases).toEqual(['old', urn]);
  expect(recorder.one('new:shop/Service/web').aliases).toEqual([
    'urn:pulumi:test::shop::cdk8s-mesh:index:MeshResources$kubernetes:core/v1:Service::old:shop/Service/web',
    'urn:pulumi:test::shop::a:b:C$cdk8s-mesh:index:MeshResources$kubernetes:core/v1:Service::older:shop/Service/web',
  ]);
});

test('below another component, other API versions are told by type', async () => {
  const parent = new pulumi.ComponentResource('test:index:Platform', 'platform');
  const app = new App();
  chart(app, 'c', [{ apiVersion: 'networking.istio.io/v1', kind: 'Gateway', metadata: { name: 'g', namespace: 'a' } }]);
  await recorder.of(new MeshResources('x', app, {}, { parent }));
  expect(recorder.one('x:a/Gateway/g').aliases).toEqual(['v1beta1', 'v1alpha3'].map((v) => `kubernetes:networking.istio.io/${v}:Gateway x:a/Gateway/g x`));
  expect(recorder.one('x').parent).toBe('platform');
});

test('options of single resources are added', async () => {
  const resources = new MeshResources('x', shop(), {
    options: (object, name) => (object.kind === 'Namespace' ? { protect: true } : name === 'x:shop/Service/web' ? { aliases: [{ name: 'was' }], ignoreChanges: ['spec.type'] } : undefined),
  });
  await recorder.of(resources);
  expect(recorder.one('x:Namespace/shop').protect).toBe(true);
  expect(recorder.one('x:shop/Service/web')).toMatchObject({ ignoreChanges: ['spec.type'], aliases: ['was x'], protect: false });
});

test('protect and transforms of the component reach its resources', async () => {
  await recorder.of(new MeshResources('x', shop(), {}, { protect: true }));
  expect(recorder.one('x:shop/Service/web').protect).toBe(true);
});

test('what others depend on', async () => {
  const resources = new MeshResources('x', shop());
  const after = new pulumi.ComponentResource('test:index:After', 'after', {}, { dependsOn: [resources] });
  await recorder.of(resources);
  await new Promise<void>((done) => { after.urn.apply(() => done()); });
  expect([...recorder.one('after').dependsOn].sort()).toEqual(recorder.registered.filter((r) => r.name.startsWith('x:')).map((r) => r.name).sort());
});

describe('dependencies that a program declares', () => {
  const two = (n: number) => {
    const app = new App();
    const maps = (prefix: string) => Array.from({ length: n }, (_, i) => configMap(`${prefix}-${i}`));
    const first = chart(app, 'first', maps('f')), second = chart(app, 'second', maps('s'));
    second.addDependency(first);
    return app;
  };
  test('between charts: all of one before all of the other', async () => {
    await recorder.of(new MeshResources('x', two(3)));
    expect(recorder.one('x:a/ConfigMap/s-1').dependsOn).toEqual(['f-0', 'f-1', 'f-2'].map((n) => `x:a/ConfigMap/${n}`));
  });
  test('of many on many: through a gate, so that edges do not multiply', async () => {
    const all = await recorder.of(new MeshResources('x', two(40)));
    const gate = all.find((r) => r.type === 'cdk8s-mesh:index:Gate')!;
    expect(gate).toMatchObject({ name: 'x:after-40-of-ConfigMap-1', parent: 'x' });
    expect(gate.dependsOn).toHaveLength(40);
    expect(recorder.one('x:a/ConfigMap/s-1').dependsOn).toEqual([gate.name]);
    expect(all.reduce((n, r) => n + r.dependsOn.length, 0)).toBe(80);
  });
  test('a circle is named', () => {
    const app = new App(), [one, other] = ['one', 'other'].map((id) => chart(app, id, [configMap(id)]));
    one.addDependency(other);
    other.addDependency(one);
    expect(() => new MeshResources('x', app)).toThrow(/objects wait for each other: a\/ConfigMap\/one → a\/ConfigMap\/other → a\/ConfigMap\/one/);
  });
});

test('only the charts of the scope are registered', async () => {
  const app = shop(), more = chart(app, 'more', [configMap('m')]);
  expect((await recorder.of(new MeshResources('x', more))).map((r) => r.name)).toEqual(['x', 'x:a/ConfigMap/m']);
});
