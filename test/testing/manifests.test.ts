import * as fs from 'fs';
import * as path from 'path';
import { App, ApiObject, Chart } from 'cdk8s';
import { Mesh, MeshService, Port, RawManifest, Workload } from '../../lib';
import { manifestsOf, meshMatchers, extendExpect, request } from '../../lib/testing';
import { examples } from '../../examples';
import { build } from '../../examples/bookinfo/mesh';

const yaml = fs.readFileSync(path.join(__dirname, '../fixtures/examples/bookinfo.yaml'), 'utf8');
function failure(run: () => unknown): string {
  try { run(); } catch (error) { return (error as Error).message; }
  throw new Error('it holds');
}
const bookinfo = () => build(new App());

describe('toHaveManifest', () => {
  const mesh = bookinfo();
  test('fields that are named, on a Mesh, an App, YAML and objects alike', () => {
    for (const subject of [mesh, mesh.node.root as App, yaml, mesh.toJson()]) {
      expect(subject).toHaveManifest('VirtualService', { metadata: { name: 'reviews' }, spec: { hosts: ['reviews.bookinfo.svc.cluster.local'] } });
      expect(subject).toHaveManifest('Service', { metadata: { name: expect.stringMatching(/^rat/) } });
      expect(subject).not.toHaveManifest('VirtualService', { metadata: { name: 'nobody' } });
      expect(subject).not.toHaveManifest('Ingress');
    }
    expect(mesh).toHaveManifest('security.istio.io/v1/PeerAuthentication', { spec: { mtls: { mode: 'STRICT' } } });
  });
  test('objects of other constructs beside it', () => {
    const app = new App();
    new ApiObject(new Chart(app, 'other'), 'map', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings' } });
    expect(app).toHaveManifest('ConfigMap', { metadata: { name: 'settings' } });
  });
  test('the nearest is shown', () => {
    expect(failure(() => expect(mesh).toHaveManifest('DestinationRule', { metadata: { name: 'ratings' }, spec: { trafficPolicy: { outlierDetection: { consecutive5xxErrors: 7 }, tls: { mode: 'DISABLE' } } } }))).toBe(`\
expected a DestinationRule with these fields, but none of 2 has them; the nearest is bookinfo/ratings
  spec.trafficPolicy.outlierDetection.consecutive5xxErrors: expected 7, found 5
  spec.trafficPolicy.tls: expected {"mode":"DISABLE"}, not there`);
    expect(failure(() => expect(mesh).toHaveManifest('Ingress'))).toMatch(/^expected a Ingress, but there is none\n {2}there are 6 AuthorizationPolicy, 7 Deployment, /);
    expect(failure(() => expect(mesh).not.toHaveManifest('Service', { metadata: { name: 'details' } }))).toBe('expected no such Service, but bookinfo/details is one');
  });
});

test('toMatchManifests keeps a readable snapshot', () => {
  const mesh = new Mesh(new App(), 'small');
  new MeshService(mesh, 'web', { ports: [Port.http(8080)], workload: Workload.container({ image: 'registry.example.com/web:1' }) });
  expect(mesh).toMatchManifests();
});
test('toMatchManifests tells what differs, and where snapshots are not kept', () => {
  const state = { match: () => ({ pass: false, expected: '"a: 1"', actual: '"a: 2"', count: 1 }) };
  const result = meshMatchers.toMatchManifests.call({ snapshotState: state, currentTestName: 't', utils: { diff: (a: unknown, b: unknown) => `- ${String(a)}\n+ ${String(b)}` } } as never, 'apiVersion: v1\nkind: Namespace\nmetadata: { name: a }\n');
  expect([result.pass, result.message()]).toEqual([false, 'the manifests are not those of the snapshot\n\n- "a: 1"\n+ "a: 2"']);
  expect(() => meshMatchers.toMatchManifests.call({} as never, yaml)).toThrow('snapshots are not kept here: write expect(manifestsOf(mesh)).toMatchSnapshot()');
  expect(manifestsOf(bookinfo())).toBe(yaml);
});

describe('toBeValid and toReport', () => {
  test('an app: what the compiler says', () => {
    expect(bookinfo()).toBeValid();
    const mesh = new Mesh(new App(), 'm');
    const web = new MeshService(mesh, 'web', { ports: [Port.http(80)], workload: Workload.container({ image: 'x' }) });
    new RawManifest(mesh, 'broken', { apiVersion: 'networking.istio.io/v1', kind: 'VirtualService', metadata: { name: 'vs' }, spec: { hosts: ['web'], http: [{ timeout: 'soon', route: [{ destination: { host: 'web' } }] }] } } as never);
    expect(web).toBeDefined();
    expect(mesh).not.toBeValid();
    expect(mesh).toReport('MESH1412', { severity: 'error' });
    expect(failure(() => expect(mesh).toBeValid())).toContain('expected a valid mesh, but there');
    expect(failure(() => expect(bookinfo()).toReport('MESH1411'))).toMatch(/^expected MESH1411, but /);
  });
  test.each(Object.keys(examples))('example %s is valid', (name) => {
    const app = new App();
    examples[name](app);
    expect(app).toBeValid();
  });
  test('YAML: schemas and the library’s checks', () => {
    expect(yaml).toBeValid();
    const broken = `${yaml}---\napiVersion: networking.istio.io/v1\nkind: VirtualService\nmetadata: { name: extra, namespace: bookinfo }\nspec:\n  hosts: [late]\n  http:\n    - route:\n        - destination: { host: reviews, subset: v9 }\n`;
    expect(broken).not.toBeValid();
    expect(broken).toReport('MESH2003', { message: expect.stringContaining('v9') });
    expect(broken).not.toReport('MESH2003', { message: expect.stringContaining('v8') });
    expect('apiVersion: networking.istio.io/v1\nkind: VirtualService\nmetadata: { name: x }\nspec: { hosts: [1] }\n').toReport('MESH2708');
  });
});

test('YAML and objects can be asked too', () => {
  expect(request('bookinfo/productpage-v1', { mesh: yaml }).get('http://ratings:9080/ratings/1')).toBeRefused({ by: 'visibility' });
  expect(request('bookinfo/productpage-v1', { mesh: bookinfo().toJson() }).get('http://reviews:9080/reviews/1')).toSplit({ v1: 90, v3: 10 });
  expect(request('bookinfo/productpage-v1', { mesh: yaml, read: { inventory: 'closed' } }).get('http://reviews:9080/reviews/1')).toSplit({ 'reviews-v1': 90, 'reviews-v3': 10 });
});

test('any expect that extends takes the matchers', () => {
  let taken: object = {};
  extendExpect({ extend: (matchers: object) => { taken = matchers; } });
  expect(Object.keys(taken)).toEqual(Object.keys(meshMatchers));
});

test('importing it loads nothing heavy', () => {
  const { execFileSync } = require('node:child_process') as typeof import('node:child_process');
  const root = path.join(__dirname, '../..');
  const script = `require('${root}/lib/testing/index.ts'); console.log(JSON.stringify(Object.keys(require.cache).filter((f) => f.includes('/lib/') && !f.includes('node_modules')).map((f) => f.slice(${root.length + 5}))));`;
  const loaded = JSON.parse(execFileSync(process.execPath, ['-r', 'ts-node/register/transpile-only', '-e', script], { cwd: root, encoding: 'utf8' })) as string[];
  expect(loaded.filter((f) => !/^(testing\/|constructs\/declare|constructs\/source)/.test(f))).toEqual([]);
});
