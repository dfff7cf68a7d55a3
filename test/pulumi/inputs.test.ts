import * as pulumi from '@pulumi/pulumi';
import { App } from 'cdk8s';
import { MeshResources } from '../../lib/pulumi';
import { chart, configMap, shop } from './fixtures';
import { Recorder } from './recorder';

const later = (value: string): pulumi.Output<string> => pulumi.output(new Promise<string>((done) => { setTimeout(() => done(value), 1); }));
const image = (r: Recorder): unknown => r.one('x:shop/Deployment/web-v1').inputs.spec.template.spec.containers[0].image;

test('a value that comes later takes its place in the object', async () => {
  const recorder = await Recorder.start();
  await recorder.of(new MeshResources('x', ({ tag }) => shop(new App(), `registry.example.com/web:${tag}`), { inputs: { tag: later('7') } }));
  expect(image(recorder)).toBe('registry.example.com/web:7');
});

test('plain text is handed on, so that the mesh judges it', async () => {
  await Recorder.start();
  let seen: unknown;
  new MeshResources('x', (inputs) => { seen = inputs; return shop(); }, { inputs: { tag: '7', host: 'db.example.com' } });
  expect(seen).toEqual({ tag: '7', host: 'db.example.com' });
});

test('a preview sees every object, though a value is unknown', async () => {
  const recorder = await Recorder.start({ preview: true });
  const unknown = pulumi.output(pulumi.unknown) as unknown as pulumi.Output<string>;
  const all = await recorder.of(new MeshResources('x', ({ tag }) => shop(new App(), `registry.example.com/web:${tag}`), { inputs: { tag: unknown } }));
  expect(all.length).toBeGreaterThan(6);
  expect(image(recorder)).toBe(pulumi.runtime.unknownValue);
});

test('one value in several objects, text around it, a Promise', async () => {
  const recorder = await Recorder.start();
  await recorder.of(new MeshResources('x', ({ a, b }) => chart(new App(), 'c', [configMap('one', { url: `https://${a}:${b}/` }), configMap('two', { a })]), { inputs: { a: later('db.example.com'), b: Promise.resolve('5432') } }));
  expect(recorder.one('x:a/ConfigMap/one').inputs.data).toEqual({ url: 'https://db.example.com:5432/' });
  expect(recorder.one('x:a/ConfigMap/two').inputs.data).toEqual({ a: 'db.example.com' });
});

test('a secret value stays one, in a Secret also inside Base64', async () => {
  const recorder = await Recorder.start();
  const source = ({ password }: { password: string }) => chart(new App(), 'c', [
    { apiVersion: 'v1', kind: 'Secret', metadata: { name: 's', namespace: 'a' }, data: { password: Buffer.from(password).toString('base64') }, stringData: { url: `u:${password}` } }, configMap('leak', { password }),
  ]);
  await recorder.of(new MeshResources('x', source, { inputs: { password: pulumi.secret('swordfish') } }));
  expect(recorder.one('x:a/Secret/s').inputs).toMatchObject({ data: { secret: { password: Buffer.from('swordfish').toString('base64') } }, stringData: { secret: { url: 'u:swordfish' } } });
  expect(recorder.one('x:a/Secret/s').secretOutputs).toEqual(['data', 'stringData']);
  expect(recorder.one('x:a/ConfigMap/leak').inputs.data).toEqual({ password: { secret: 'swordfish' } });
});

test('an input that is in no object is told of', async () => {
  const recorder = await Recorder.start();
  new MeshResources('x', () => shop(), { inputs: { unused: later('7') } });
  expect(recorder.logged).toContain("input 'unused' is part of no object");
});

describe('where a value has to be known', () => {
  beforeEach(() => Recorder.start());
  const deploy = (make: (value: string) => Record<string, any>) => () => new MeshResources('x', ({ value }) => chart(new App(), 'c', [make(value)]), { inputs: { value: later('v') } });

  test('in a name', () => expect(deploy((v) => configMap(`m-${v}`))).toThrow(/c\/configmap-m-pulumi-input-0\.invalid: ConfigMap m-pulumi-input-0\.invalid: metadata\.name has to be known when the program runs/));
  test('in a namespace', () => expect(deploy((v) => configMap('m', {}, v))).toThrow(/metadata\.namespace has to be known/));
  test('as a key', () => expect(deploy((v) => configMap('m', { [v]: 'x' }))).toThrow(/a key of data has to be known/));
  test('where the program changed it', () => expect(deploy((v) => configMap('m', { a: v.toUpperCase() }))).toThrow(/data\.a \(changed by the program: 'PULUMI-INPUT-0\.INVALID'\)/));
  test('what is no text', () => expect(() => new MeshResources('x', () => shop(), { inputs: { n: 7 as any } })).toThrow(/input 'n' is no text/));
  test('inputs for a source that takes none', () => expect(() => new MeshResources('x', shop(), { inputs: { tag: later('7') } })).toThrow(/'x' has inputs, but its source is no function/));
});
