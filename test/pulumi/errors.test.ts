import * as pulumi from '@pulumi/pulumi';
import { App, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { AccessMode, Call, ExternalService, Mesh, MeshService, Port, RetryPolicy, Workload } from '../../lib';
import { MeshResources } from '../../lib/pulumi';
import { chart, configMap, shop } from './fixtures';
import { Recorder, valueOf } from './recorder';

let recorder: Recorder;
beforeEach(async () => { recorder = await Recorder.start(); });
const refused = (run: () => unknown): string => {
  try { run(); } catch (error) {
    expect(recorder.registered).toEqual([]);   // nothing is registered before everything is known to be right
    return (error as Error).message;
  }
  throw new Error('it was accepted');
};

describe('an Output where its value was wanted', () => {
  const output = pulumi.output('registry.example.com/web:1') as any;

  test('in an argument that a construct checks', () => {
    expect(refused(() => shop(new App(), output))).toMatch(/image must be text, not an Output of Pulumi \(pass it as an input of MeshResources\)/);
    expect(refused(() => new ExternalService(new Mesh(new App(), 'm'), 'db', { hosts: [`${output}`], ports: [Port.tcp(5432)] }))).toMatch(/must be a host name, .*not an Output of Pulumi/);
  });
  test('in a construct of the mesh', () => {
    const message = refused(() => new MeshResources('x', shop(new App(), `${output}`)));
    expect(message).toMatch(/field is an Output of Pulumi/);
    expect(message).toMatch(/shop\/web: Deployment shop\/web-v1: spec\.template\.spec\.containers\[0\]\.image/);
    expect(message).toMatch(/help: pass it as an input: new MeshResources\(name, \(\{ value \}\) => build\(value\), \{ inputs: \{ value: output \} \}\)/);
  });
  test('in a patch', () => {
    const mesh = shop().node.tryFindChild('shop') as Mesh;
    expect(refused(() => mesh.patch('Deployment', 'web-v1', { metadata: { annotations: { x: output } } }))).toMatch(/shop .*: a patch must be plain data/);
  });
  test('in a plain object, all of them in one message', () => {
    const message = refused(() => new MeshResources('x', chart(new App(), 'c', [configMap('m', { a: output, 'b.c': `x${output}` }), configMap('n', { a: output })])));
    expect(message).toMatch(/3 fields are Outputs/);
    for (const line of ['c/configmap-m: ConfigMap m: data.a', 'c/configmap-m: ConfigMap m: data["b.c"]', 'c/configmap-n: ConfigMap n: data.a']) expect(message).toContain(line);
  });
  test('as the source', () => expect(refused(() => new MeshResources('x', output))).toMatch(/the source of 'x' is an Output/));
});

test('all errors of the mesh, in one message, before anything is registered', () => {
  const app = new App(), mesh = new Mesh(app, 'shop');
  const web = new MeshService(mesh, 'web', { ports: [Port.http(8080)], workload: Workload.container({ image: 'registry.example.com/web:1' }) });
  const other = new MeshService(mesh, 'db', { ports: [Port.tcp(5432)], workload: Workload.container({ image: 'registry.example.com/db:1' }) });
  web.calls(other, Call.get('/x'));
  new RetryPolicy(other, 'retries', { attempts: 3 });
  const message = refused(() => new MeshResources('x', app));
  expect(message.match(/MESH\d+/g)!.length).toBeGreaterThan(1);
});

test('warnings go to the log of Pulumi', async () => {
  const app = new App(), mesh = new Mesh(app, 'shop', { access: AccessMode.DECLARED_CALLS });
  mesh.patch('Namespace', 'shop', { metadata: { annotations: { 'sidecar.istio.io/typo': 'x' } } });
  new MeshService(mesh, 'web', { ports: [Port.http(8080)], workload: Workload.container({ image: 'registry.example.com/web:1' }) });
  await recorder.of(new MeshResources('x', app));
  expect(recorder.logged.every((line) => /^warning MESH\d+/.test(line))).toBe(true);
});

describe('what cannot be registered', () => {
  test('a source that is no chart', () => expect(refused(() => new MeshResources('x', new Construct(new App(), 'c')))).toMatch(/^c at .*: the source of 'x' is no App, Chart or Mesh/));
  test('two objects of one name', () => {
    const app = new App();
    chart(app, 'one', [configMap('m')]);
    chart(app, 'two', [configMap('m')]);
    expect(refused(() => new MeshResources('x', app))).toMatch(/two\/configmap-m: ConfigMap a\/m is written by one\/configmap-m too/);
  });
  test('two objects of one name in two versions of one API, of which the types are aliases of each other', () => {
    const route = (version: string) => ({ apiVersion: `networking.istio.io/${version}`, kind: 'VirtualService', metadata: { name: 'a', namespace: 'n' } }), app = new App();
    chart(app, 'one', [route('v1')]);
    chart(app, 'two', [route('v1beta1')]);
    expect(refused(() => new MeshResources('x', app))).toMatch(/two\/virtualservice-a: VirtualService n\/a is written by one\/virtualservice-a too/);
  });
  test('a message says an object without a namespace as it is', () => {
    const app = new App(), namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'n' } };
    chart(app, 'one', [namespace]);
    chart(app, 'two', [namespace]);
    expect(refused(() => new MeshResources('x', app))).toMatch(/two\/namespace-n: Namespace n is written by/);
  });
  test('a word for definitions that there is not', () => expect(refused(() => new MeshResources('x', shop(), { definitions: 'retain' as any }))).toMatch(/definitions must be one of keep, delete, not 'retain'/));
  test.each<[string, any, RegExp]>([
    ['a prop that there is not', { definition: 'delete' }, /definition is no prop\n {2}help: .*definitions/],
    ['options of the component', { provider: {}, protect: true }, /provider, protect: options of the component are the fourth argument\n {2}help: new MeshResources\(name, source, \{\}, \{ provider, protect \}\)/],
    ['options that are no function', { options: { protect: true } }, /options must be a function of an object and the name of its resource/],
    ['a root namespace that is none', { rootNamespace: 'Mesh' }, /rootNamespace must be up to 63 lower-case letters/],
  ])('%s', (_, args, message) => expect(refused(() => new MeshResources('x', shop(), args))).toMatch(message));
  test('a List', () => expect(refused(() => new MeshResources('x', chart(new App(), 'c', [{ apiVersion: 'v1', kind: 'List', metadata: { name: 'l' }, items: [] }])))).toMatch(/a List is no object/));
  test('a resource that is asked for and not there', async () => {
    const resources = new MeshResources('x', shop());
    expect(() => resources.object('Service', 'wbe')).toThrow(/no object is Service 'wbe'\n {2}help: there are: x:shop\/Service\/web/);
    expect(resources.object('Service', 'web', 'shop')).toBe(resources.object('Service', 'web'));
    await recorder.of(resources);
  });
  test('objects that a name alone does not tell apart', async () => {
    const app = new App(), gateway = (apiVersion: string, namespace: string) => ({ apiVersion, kind: 'Gateway', metadata: { name: 'g', namespace } });
    chart(app, 'istio', [gateway('networking.istio.io/v1', 'a')]);
    chart(app, 'api', [gateway('gateway.networking.k8s.io/v1', 'a')]);
    chart(app, 'other', [gateway('gateway.networking.k8s.io/v1', 'b')]);
    const resources = new MeshResources('x', app);
    expect(() => resources.object('Gateway', 'g')).toThrow(/several objects are Gateway 'g'\n {2}help: name the namespace \('a', 'b'\) and the API group \('gateway\.networking\.k8s\.io', 'networking\.istio\.io'\): object\(kind, name, namespace, group\)/);
    expect(() => resources.object('Gateway', 'g', 'a')).toThrow(/several objects are Gateway 'g' of a\n {2}help: name the API group \(/);
    expect(() => resources.object('Gateway', 'g', undefined, 'gateway.networking.k8s.io/v1')).toThrow(/help: name the namespace \('a', 'b'\): /);
    expect(() => resources.object('Gateway', 'g', 'b', 'networking.istio.io')).toThrow(/no object is Gateway 'g' of b in networking\.istio\.io\n {2}help: there are: .*x:a\/Gateway\/g \(networking\.istio\.io\/v1\)/);
    const [istio, api] = ['networking.istio.io', 'gateway.networking.k8s.io/v1'].map((group) => resources.object('Gateway', 'g', 'a', group));
    await recorder.of(resources);
    expect([await valueOf(istio.apiVersion), await valueOf(api.apiVersion)]).toEqual(['networking.istio.io/v1', 'gateway.networking.k8s.io/v1']);
  });
  test('an empty app registers nothing but itself', async () => {
    const app = new App();
    new Chart(app, 'empty');
    expect((await recorder.of(new MeshResources('x', app))).map((r) => r.name)).toEqual(['x']);
  });
});
