import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { App, Chart, Testing, Yaml } from 'cdk8s';
import * as YAML from 'yaml';
import { selfRendering, selfRenderingBundle, stringify, stringifyAll } from '../../../lib/manifests/yaml';
import { corpus } from './corpus';

const manifests = Object.values(corpus).flatMap(make => make(3));

test('stock Yaml.stringify prints our text', () => {
  const marked = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'x' }, data: { a: '0X1F' } };
  expect(Yaml.stringify(selfRendering(marked))).toBe(stringify(marked)); // `0X1F` is quoted by our writer only
  expect(Yaml.stringify(marked)).not.toBe(stringify(marked));
  expect(Yaml.stringify(...manifests.map(selfRendering))).toBe(Yaml.stringify(...manifests));
});

test('it looks like the plain object that it is', () => {
  const plain = manifests[0], marked = selfRendering(plain);
  expect(marked).toStrictEqual(plain);
  expect(structuredClone(marked)).toStrictEqual(plain);
  expect(JSON.stringify(marked)).toBe(JSON.stringify(plain));
  expect(Object.keys(marked)).toEqual(Object.keys(plain));
  expect({ ...marked, kind: 'Other' }).toStrictEqual({ ...plain, kind: 'Other' });
  expect(marked).not.toBe(plain);
});

test('nested in another value it prints correctly', () => {
  const marked = selfRendering(manifests[0]);
  expect(Yaml.stringify({ items: [marked], one: selfRendering({ a: 1 }) })).toBe(Yaml.stringify({ items: [manifests[0]], one: { a: 1 } }));
  expect(Yaml.stringify([marked])).toBe(Yaml.stringify([manifests[0]]));
  expect(YAML.stringify({ marked })).toBe(YAML.stringify({ marked: manifests[0] }));
  expect(stringify({ marked })).toBe(stringify({ marked: manifests[0] }));
});

test('what a user changes on it is printed', () => {
  const marked = selfRendering<Record<string, unknown>>({ apiVersion: 'v1', kind: 'X' });
  marked.extra = 'yes';
  expect(Yaml.stringify(marked)).toBe('apiVersion: v1\nkind: X\nextra: "yes"\n');
});

test('objects that use these names themselves are left alone', () => {
  const object = { apiVersion: 'v1', contents: 'x' };
  expect(selfRendering(object)).toBe(object);
  expect(Yaml.stringify(selfRendering(object))).toBe('apiVersion: v1\ncontents: x\n');
});

test('a stock app writes them, and Testing.synth returns them as data', () => {
  class Marked extends Chart { override toJson() { return manifests.map(selfRendering); } }
  const outdir = fs.mkdtempSync(path.join(os.tmpdir(), 'synth-'));
  const app = new App({ outdir });
  const chart = new Marked(app, 'chart');
  app.synth();
  expect(fs.readFileSync(path.join(outdir, 'chart.k8s.yaml'), 'utf8')).toBe(Yaml.stringify(...manifests));
  expect(Testing.synth(chart)).toStrictEqual(manifests);
  fs.rmSync(outdir, { recursive: true });
});

test('a bundle prints as its documents, also among others and nested', () => {
  const bundle = selfRenderingBundle(manifests);
  expect(Yaml.stringify({ first: 1 }, bundle, { last: 1 })).toBe(stringifyAll([{ first: 1 }, ...manifests, { last: 1 }]));
  expect(Yaml.stringify({ nested: bundle })).toBe(Yaml.stringify({ nested: manifests }));
});
