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

  test('in a name', () => expect(deploy((v) => configMap(`m-${v}`))).toThrow(/c\/configmap-m-pulumi-input-\d{4}\.invalid: ConfigMap a\/m-pulumi-input-\d{4}\.invalid: metadata\.name has to be known when the program runs/));
  test('in a namespace', () => expect(deploy((v) => configMap('m', {}, v))).toThrow(/metadata\.namespace has to be known/));
  test('as a key', () => expect(deploy((v) => configMap('m', { [v]: 'x' }))).toThrow(/ConfigMap a\/m: a key of data has to be known/));
  test('what is no text', () => expect(() => new MeshResources('x', () => shop(), { inputs: { n: 7 as any } })).toThrow(/input 'n' is no text/));
  test('inputs for a source that takes none', () => expect(() => new MeshResources('x', shop(), { inputs: { tag: later('7') } })).toThrow(/'x' has inputs, but its source is no function/));
});

describe('a place that cannot be filled is an error that says where, and never what stands there', () => {
  const base64 = (text: string | Buffer): string => Buffer.from(text as string).toString('base64');
  const secret = (fields: object): Record<string, any> => ({ apiVersion: 'v1', kind: 'Secret', metadata: { name: 's', namespace: 'a' }, ...fields });
  /** The message for an object that is made of the text for the input `value`. */
  const refused = async (make: (value: string) => Record<string, any>): Promise<string> => {
    const recorder = await Recorder.start();
    try { new MeshResources('x', ({ value }) => chart(new App(), 'c', [make(value)]), { inputs: { value: later('v') } }); } catch (error) {
      expect(recorder.registered).toEqual([]);
      expect((error as Error).message).not.toMatch(/hunter2/);
      return (error as Error).message;
    }
    return 'it was accepted';
  };
  const CHANGED = 'something of the text that holds the place of an input is left there, cut or changed by the program';

  test.each<[string, (v: string) => string]>([
    ['other case', (v) => v.toUpperCase()], ['cut from the end', (v) => v.slice(0, -3)], ['cut inside its number', (v) => v.slice(0, 15)], ['cut from the front', (v) => v.slice(7)], ['cut on both sides', (v) => v.slice(5, 20)],
    ['other dashes', (v) => v.replace(/-/g, '_')], ['other dashes, and cut', (v) => v.replace(/[-.]/g, '_').slice(8)],
  ])('%s', async (_, change) => {
    expect(await refused((v) => secret({ stringData: { conn: `postgres://u:hunter2@${change(v)}/x` } }))).toContain(`c/secret-s: Secret a/s: stringData.conn: ${CHANGED}`);
    expect(await refused((v) => secret({ data: { conn: base64(`postgres://u:hunter2@${change(v)}/x`) } }))).toContain(`Secret a/s: data.conn: ${CHANGED}`);
    expect(await refused((v) => configMap('m', { list: JSON.stringify([v, change(v)]) }))).toContain(`ConfigMap a/m: data.list: ${CHANGED}`);
  });

  test('Base64 where none is looked into: in other kinds, in other Base64, in a longer text', async () => {
    const auth = (v: string): string => base64(`hunter2:${v}`);
    for (const make of [(v: string) => configMap('m', { a: auth(v) }), (v: string) => configMap('m', { a: `Basic ${auth(v)}` }), (v: string) => secret({ data: { a: base64(JSON.stringify({ auth: auth(v) })) } }), (v: string) => secret({ data: { a: auth(v).replace(/=+$/, '').slice(1) } })])
      expect(await refused(make)).toMatch(/data\.a: the place of an input is held inside Base64/);
  });

  test('bytes that are no text', async () => {
    expect(await refused((v) => secret({ data: { key: base64(Buffer.concat([Buffer.from([0xff, 0x00]), Buffer.from(v)])) } }))).toMatch(/Secret a\/s: data\.key: the place of an input is held inside of what is no text/);
  });

  test('the place of an input of another component', async () => {
    await Recorder.start();
    let foreign = '';
    new MeshResources('one', ({ tag }) => { foreign = tag; return shop(); }, { inputs: { tag: later('7') } });
    const source = () => chart(new App(), 'c', [configMap('m', { a: `x${foreign}` })]);
    for (const make of [() => new MeshResources('two', source), () => new MeshResources('two', source, { inputs: { tag: later('8') } })]) expect(make).toThrow(/ConfigMap a\/m: data\.a: the place of input 'tag' of another component is held there; pass the same Output as an input of this one too/);
  });
});

test('what looks a little like the place of an input, and Base64 without one, stays as it is, byte for byte', async () => {
  const recorder = await Recorder.start(), bytes = Buffer.from([0xff, 0xfe, 0x00, 0x80]).toString('base64');
  const data = { bytes, lines: 'aGVs\nbG8=', unpadded: 'aGVsbG8', empty: '' }, texts = { a: 'pulumi-input types', b: 'input-2024-invalid.csv', c: 'multi-input-2024' };
  await recorder.of(new MeshResources('x', ({ value }) => chart(new App(), 'c', [{ apiVersion: 'v1', kind: 'Secret', metadata: { name: 's', namespace: 'a' }, data }, configMap('m', { ...texts, value }), { ...configMap('n'), binaryData: { bytes, text: Buffer.from(`é ${value}`).toString('base64') } }]), { inputs: { value: later('v') } }));
  expect(recorder.one('x:a/Secret/s').inputs.data).toEqual({ secret: data });
  expect(recorder.one('x:a/ConfigMap/m').inputs.data).toEqual({ ...texts, value: 'v' });
  expect(recorder.one('x:a/ConfigMap/n').inputs.binaryData).toEqual({ bytes, text: Buffer.from('é v').toString('base64') });
});

test('no inputs are none, also for a source that takes none', async () => {
  const recorder = await Recorder.start();
  expect((await recorder.of(new MeshResources('x', shop(), { inputs: {} }))).length).toBeGreaterThan(5);
});
