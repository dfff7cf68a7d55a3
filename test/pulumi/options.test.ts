import * as pulumi from '@pulumi/pulumi';
import { App } from 'cdk8s';
import { IstioControlPlane } from '../../lib';
import { MeshResources } from '../../lib/pulumi';
import { chart, configMap, shop } from './fixtures';
import { Recorder, type Registered } from './recorder';

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

// `transforms` are the engine's: see the suite `pulumi`.
test('protect and transformations of the component reach its resources', async () => {
  const label = ({ type, props, opts }: pulumi.ResourceTransformationArgs) => (type.startsWith('kubernetes:') ? { props: { ...props, metadata: { ...props.metadata, labels: { team: 'a' } } }, opts } : undefined);
  await recorder.of(new MeshResources('x', shop(), {}, { protect: true, transformations: [label] }));
  expect(recorder.one('x:shop/Service/web')).toMatchObject({ protect: true, inputs: { metadata: { name: 'web', labels: { team: 'a' } } } });
});

test('options that replace, import, and limit time; a function may give them to all', async () => {
  const id = ({ metadata: { namespace, name } }: { metadata: { namespace?: string; name: string } }): string => (namespace === undefined ? name : `${namespace}/${name}`);
  await recorder.of(new MeshResources('x', shop(), { options: (object) => ({ import: id(object), deleteBeforeReplace: false, replaceOnChanges: ['spec.selector'], customTimeouts: { delete: '30s' } }) }));
  expect(recorder.one('x:shop/Service/web')).toMatchObject({ importId: 'shop/web', deleteBeforeReplace: false, replaceOnChanges: ['spec.selector'], deleteTimeout: '30s' });
  expect(recorder.one('x:Namespace/shop')).toMatchObject({ importId: 'shop', deleteBeforeReplace: false });
});

// Names are fixed: where a field cannot change, the old object goes first. Which fields these are, the provider knows.
test('what has to be replaced is deleted first', async () => {
  await recorder.of(new MeshResources('x', shop()));
  for (const r of recorder.registered.slice(1)) expect([r.name, r.deleteBeforeReplace, r.replaceOnChanges]).toEqual([r.name, true, []]);
});

test('fields that a program ignores come beside those that Istio writes', async () => {
  const app = new App();
  new IstioControlPlane(app, 'istio', { profile: 'dev' });
  await recorder.of(new MeshResources('x', app, { options: ({ kind }) => (kind === 'MutatingWebhookConfiguration' ? { ignoreChanges: ['metadata.labels'] } : undefined) }));
  const hooks = recorder.registered.filter((r) => r.type.endsWith(':MutatingWebhookConfiguration'));
  expect(hooks.length).toBeGreaterThan(0);
  for (const hook of hooks) expect(hook.ignoreChanges).toEqual(['webhooks[*].clientConfig.caBundle', 'metadata.labels']);
});

test('ids of charts and constructs, their order and their number are no part of a resource', async () => {
  const objects = [configMap('m'), { apiVersion: 'networking.istio.io/v1', kind: 'VirtualService', metadata: { name: 'v', namespace: 'a' }, spec: { hosts: ['m'] } }, { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'a' } }];
  const plain = (all: readonly Registered[]) => [...all].sort((a, b) => (a.name < b.name ? -1 : 1));
  const one = plain(await recorder.of(new MeshResources('x', chart(new App(), 'one', objects))));
  recorder = await Recorder.start();
  const app = new App();
  [...objects].reverse().forEach((o, i) => chart(app, `renamed-${i}`, [o]));
  expect(plain(await recorder.of(new MeshResources('x', app)))).toEqual(one);
});

test('a field that somebody else wrote: refused, or taken where the program says so', async () => {
  await recorder.of(new MeshResources('x', chart(new App(), 'c', [configMap('m')])));
  const own = { ...configMap('own'), metadata: { name: 'own', namespace: 'a', annotations: { 'pulumi.com/patchForce': 'false' } } };
  await recorder.of(new MeshResources('y', chart(new App(), 'c', [configMap('m'), own]), { conflicts: 'overwrite' }));
  expect(recorder.one('x:a/ConfigMap/m').inputs.metadata.annotations).toBeUndefined();
  expect(recorder.one('y:a/ConfigMap/m').inputs.metadata.annotations).toEqual({ 'pulumi.com/patchForce': 'true' });
  expect(recorder.one('y:a/ConfigMap/own').inputs.metadata.annotations).toEqual({ 'pulumi.com/patchForce': 'false' });
  expect(() => new MeshResources('z', shop(), { conflicts: 'force' as any })).toThrow(/conflicts must be one of refuse, overwrite, not 'force'/);
});

describe('a mesh config that the provider would delete to change it', () => {
  const WARNING = /^a change of ConfigMap istio-system\/istio would delete it, then create it: .*\n {2}help: pulumi config set kubernetes:enableConfigMapMutable true$/;
  const istio = (options: pulumi.ComponentResourceOptions = {}) => {
    const app = new App();
    new IstioControlPlane(app, 'istio', { profile: 'dev' });
    return recorder.of(new MeshResources('x', app, {}, options));
  };
  const warnings = (): readonly string[] => recorder.logged.filter((line) => WARNING.test(line));
  test('is warned of', async () => { await istio(); expect(warnings()).toHaveLength(1); });
  test('not where it is updated', async () => { pulumi.runtime.setAllConfig({ 'kubernetes:enableConfigMapMutable': 'true' }); await istio(); expect(warnings()).toEqual([]); });
  test('not where the provider is one of the program', async () => {
    class Cluster extends pulumi.ProviderResource { constructor() { super('kubernetes', 'own', {}); } }
    await istio({ provider: new Cluster() });
    expect(warnings()).toEqual([]);
  });
  test('not of other ConfigMaps', async () => { await recorder.of(new MeshResources('x', chart(new App(), 'c', [configMap('m')]))); expect(recorder.logged).toEqual([]); });
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
    expect(gate).toMatchObject({ name: 'x:a/ConfigMap/*', parent: 'x' });
    expect(gate.dependsOn).toHaveLength(40);
    expect(recorder.one('x:a/ConfigMap/s-1').dependsOn).toEqual([gate.name]);
    expect(all.reduce((n, r) => n + r.dependsOn.length, 0)).toBe(80);
  });
  test('a circle is named', () => {
    const app = new App(), [one, other] = ['one', 'other'].map((id) => chart(app, id, [configMap(id)]));
    one.addDependency(other);
    other.addDependency(one);
    expect(() => new MeshResources('x', app)).toThrow(/objects wait for each other: ConfigMap a\/one → ConfigMap a\/other → ConfigMap a\/one/);
  });
});

test('only the charts of the scope are registered', async () => {
  const app = shop(), more = chart(app, 'more', [configMap('m')]);
  expect((await recorder.of(new MeshResources('x', more))).map((r) => r.name)).toEqual(['x', 'x:a/ConfigMap/m']);
});
