import { ApiObject, App, Chart, Duration, JsonPatch, Lazy, Testing, YamlOutputType, type AppProps } from 'cdk8s';
import { Construct } from 'constructs';
import * as YAML from 'yaml';
import { diagnosticsOf, emittedObject, emittedObjects, Mesh, MeshApp, MeshChecks, MeshService, Port, RateLimit, RawManifest, Source, Workload } from '../../lib';
import { Host } from '../../lib/cdk8s/host';
import { HOSTS, newApp, stockYaml, synthFiles, type HostName } from '../helpers/apps';
import { program } from './program';

const hosts = Object.keys(HOSTS) as HostName[];
const MODES = [YamlOutputType.FILE_PER_APP, YamlOutputType.FILE_PER_CHART, YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE] as const;
const image = () => Workload.container({ image: 'registry.example.com/x:1' });

// A folder per chart has a file for each kind and name: there, a mesh has one namespace.
const oneNamespace = (props: AppProps): boolean => props.yamlOutputType === YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE;
function built(host: HostName, props: AppProps = {}, seed = 0, inner = !oneNamespace(props)) { const app = newApp(host, props); return { app, ...program(app, seed, inner) }; }
const documents = (files: Record<string, string>): string[] => Object.values(files).flatMap((text) => text.split(/^---\n/m)).sort();

const reference = (() => { const { app } = built('MeshApp'); return synthFiles(app); })();

describe.each(hosts)('%s', (host) => {
  test.each(MODES)('mode %s writes the same documents', (yamlOutputType) => {
    const { app } = built(host, { yamlOutputType });
    expect(documents(synthFiles(app))).toEqual(documents(oneNamespace({ yamlOutputType }) ? synthFiles(built('MeshApp', {}, 0, false).app) : reference));
  });

  test('files of the charts are the same bytes', () => { expect(synthFiles(built(host).app)).toEqual(reference); });

  test.each([1, 2, 3, 4, 5])('declaration order %i: same bytes', (seed) => {
    const files = synthFiles(built(host, {}, seed).app);
    // Foreign objects keep the order of their declaration, as in stock cdk8s.
    expect(documents(files)).toEqual(documents(reference));
  });

  test.each(MODES)('twice in mode %s: same bytes', (yamlOutputType) => {
    const { app } = built(host, { yamlOutputType });
    const first = synthFiles(app);
    expect(synthFiles(app)).toEqual(first);
    expect(Host.of(app).compilations).toBe(1);
  });

  test('all ways in agree, in any order', () => {
    const { app, left, right } = built(host);
    const json = [...Testing.synth(left), ...(right.toJson() as object[])];
    const yaml = app.synthYaml();
    expect(YAML.parseAllDocuments(yaml).map((d) => d.toJSON()).filter((d) => d.metadata.name !== 'settings')).toEqual(json);
    expect(stockYaml(json)).toBe(Object.entries(reference).filter(([f]) => !f.startsWith('plain')).map(([, text]) => text).join('---\n'));
    expect(synthFiles(app)).toEqual(reference);
    expect(Host.of(app).compilations).toBe(1);
  });

  test('further declarations after a synth are seen', () => {
    const { app, left } = built(host);
    synthFiles(app);
    const late = new MeshService(left, 'late', { ports: [Port.http(8080)], workload: image() });
    const names = (Testing.synth(left) as any[]).filter((m) => m.kind === 'Service').map((m) => m.metadata.name);
    expect(names).toContain('late');
    expect(Object.values(synthFiles(app)).join('')).toContain('image: registry.example.com/x:1\n          name: late');
    expect(late.host).toBe('late.left.svc.cluster.local');
  });

  test('a returned manifest is the caller\'s own', () => {
    const { app, left } = built(host);
    const [first] = Testing.synth(left) as any[];
    first.metadata.name = 'edited';
    expect((Testing.synth(left) as any[])[0].metadata.name).not.toBe('edited');
    expect(synthFiles(app)).toEqual(reference);
  });

  test('a hook of the user that adds a service after ours is compiled again', () => {
    const { app, left } = built(host);
    let added = false;
    class Late extends Construct {
      constructor() { super(app, 'late'); this.node.addValidation({ validate: () => { if (!added) { added = true; new MeshService(left, 'hooked', { ports: [Port.http(1)], workload: image() }); } return []; } }); }
    }
    new Late();
    expect(Object.values(synthFiles(app)).join('')).toContain('name: hooked');
  });

  test('a mesh inside the user\'s own construct, and in a chart', () => {
    const app = newApp(host);
    const team = new Construct(app, 'team');
    const mesh = new Mesh(team, 'inner');
    new MeshService(mesh, 'a', { ports: [Port.http(80)], workload: image() });
    expect(Object.keys(synthFiles(app))).toEqual([expect.stringMatching(/^team-inner-[0-9a-f]{8}\.k8s\.yaml$/)]);   // the name that stock gives a chart below a construct
    const nested = newApp(host);
    const chart = new Chart(nested, 'outer');
    new MeshService(new Mesh(chart, 'inside'), 'a', { ports: [Port.http(80)], workload: image() });
    expect(Object.keys(synthFiles(nested)).sort()).toEqual([expect.stringMatching(/^0000-outer-inside/), '0001-outer.k8s.yaml']);
  });

  test('a patch through the ApiObject handle, its metadata, and validation of the result', () => {
    const { app, left } = built(host);
    const handle = emittedObject(left, 'Service', 'web');
    handle.addJsonPatch(JsonPatch.add('/spec/sessionAffinity', 'ClientIP'));
    handle.metadata.addAnnotation('owner', 'web-team');
    const web = (Testing.synth(left) as any[]).find((m) => m.kind === 'Service' && m.metadata.name === 'web');
    expect(web.spec.sessionAffinity).toBe('ClientIP');
    expect(web.metadata.annotations).toEqual({ owner: 'web-team' });
    emittedObject(left, 'Namespace', 'left').metadata.addLabel('tier', 'front');
    const namespace = (Testing.synth(left) as any[]).find((m) => m.kind === 'Namespace');
    expect([namespace.metadata.namespace, namespace.metadata.labels.tier]).toEqual([undefined, 'front']);
    handle.metadata.addLabel('bad label', 'x');
    expect(() => app.synth()).toThrow(/bad label/);
    handle.addJsonPatch(JsonPatch.add('/spec/nonsense', true));
    expect(() => app.synth()).toThrow(/nonsense/);
  });

  test('an aspect reaches foreign objects as they are, and emitted ones that were asked for', () => {
    const { app, left, right } = built(host);
    emittedObjects(left);
    for (const c of app.node.findAll()) if (ApiObject.isApiObject(c)) c.metadata.addLabel('audited', 'yes');
    const labelled = (mesh: Mesh) => (Testing.synth(mesh) as any[]).filter((m) => m.metadata.labels?.audited === 'yes').length;
    expect(labelled(left)).toBe((left.toJson() as any[]).length);
    expect(labelled(right)).toBe(0);
    expect(Object.values(synthFiles(app)).join('').match(/audited: "?yes"?/g)?.length).toBe(labelled(left) + 1);   // and the plain chart's
  });

  test('custom resolvers reach emitted objects', () => {
    const app = newApp(host, { resolvers: [{ resolve: (c) => { if (c.value === 'registry.example.com/x:1') c.replaceValue('mirror.example.com/x:1'); } }] });
    new MeshService(new Mesh(app, 'm'), 'a', { ports: [Port.http(80)], workload: image() });
    expect(Object.values(synthFiles(app)).join('')).toContain('mirror.example.com/x:1');
  });

  test('Lazy values and dependencies of foreign objects keep their stock meaning', () => {
    const app = newApp(host);
    const mesh = new Mesh(app, 'm');
    new MeshService(mesh, 'a', { ports: [Port.http(80)], workload: image() });
    const object = (name: string, data: object) => new ApiObject(mesh, name, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name }, data } as never);
    const first = object('first', { v: Lazy.any({ produce: () => 'late' }) });
    const second = object('second', {});
    first.addDependency(second);
    const names = (Testing.synth(mesh) as any[]).filter((m) => m.kind === 'ConfigMap').map((m) => [m.metadata.name, m.data?.v]);
    expect(names).toEqual([['second', undefined], ['first', 'late']]);
  });

  test('nothing is written when there are errors, and all problems are told in one run', () => {
    const app = newApp(host);
    const mesh = new Mesh(app, 'm');
    const a = new MeshService<string>(mesh, 'a', { ports: [Port.http(80)], versions: { v1: image() } });
    MeshChecks.of(app).add(
      { code: 'SHOP1', title: 'every service has an owner', run: ({ declared }) => declared!.model.services.map((s) => ({ message: `service ${s.name} has no owner`, path: s.origin.path })) },
      { code: 'SHOP2', title: 'no service is called a', *run({ world }) { for (const o of world.of('Service', a.node.scope!.node.id)) if (o.manifest.metadata.name === 'a') yield { ...o.place(), message: 'a is called a' }; } },
    );
    expect(() => app.synth()).toThrow(/SHOP1 service a has no owner[\s\S]*SHOP2 a is called a/);
    expect(synthSilently(app)).toEqual({});
    expect(diagnosticsOf(mesh).map((d) => d.code)).toEqual(expect.arrayContaining(['SHOP1', 'SHOP2']));
  });

  test('FILE_PER_RESOURCE: what one name in two namespaces would lose is an error', () => {
    const app = newApp(host, { yamlOutputType: YamlOutputType.FILE_PER_RESOURCE });
    for (const name of ['x', 'y']) new MeshService(new Mesh(app, name), 'same', { ports: [Port.http(80)], workload: image() });
    expect(() => app.synth()).toThrow(/MESH1403.*one file/);
  });

  test('recorded construct metadata has every object', () => {
    const { app } = built(host, { recordConstructMetadata: true });
    const files = synthFiles(app);
    const metadata = JSON.parse(files['construct-metadata.json']);
    expect(Object.keys(metadata.resources)).toEqual(expect.arrayContaining(['web', 'rank', 'settings']));
  });
});

function synthSilently(app: App): Record<string, string> { try { app.synth(); } catch { /* asserted above */ } return require('fs').existsSync(app.outdir) ? require('../helpers/apps').filesOf(app.outdir) : {}; }

test('a Mesh is told from any other chart, an emitted object from any other ApiObject', () => {
  const app = new App();
  const mesh = new Mesh(app, 'm');
  const chart = new Chart(app, 'c');
  expect(mesh instanceof Mesh).toBe(true);
  expect(chart instanceof Mesh).toBe(false);
  expect(mesh instanceof Chart).toBe(true);
});

test('warnings go to stderr once', () => {
  const written: string[] = [];
  const spy = jest.spyOn(process.stderr, 'write').mockImplementation((text: any) => { written.push(String(text)); return true; });
  const app = new MeshApp({ outdir: require('../helpers/apps').temporary() });
  new MeshService(new Mesh(app, 'm'), 'lonely', { ports: [Port.http(80)], workload: image() });
  app.synth();
  app.synth();
  spy.mockRestore();
  expect(written.join('').match(/lonely/g)?.length).toBeGreaterThanOrEqual(1);
  expect(written).toHaveLength(1);
});

test('Istio\'s warnings are told of what the author wrote, not of what the library chose', () => {
  const app = new MeshApp({ outdir: require('../helpers/apps').temporary() });
  const mesh = new Mesh(app, 'm');
  const service = new MeshService(mesh, 'a', { ports: [Port.http(80)], workload: image() });
  service.allows(Source.anyone);
  new RateLimit(service, 'limit', { requests: 1, per: Duration.seconds(1) });
  expect(diagnosticsOf(app)).toEqual([]);
  new RawManifest(mesh, 'raw', { apiVersion: 'networking.istio.io/v1alpha3', kind: 'EnvoyFilter', metadata: { name: 'raw', namespace: 'm' }, spec: { configPatches: [] } });
  expect(diagnosticsOf(app).map((d) => [d.code, d.severity, d.object?.name])).toEqual([['MESH1413', 'warning', 'raw']]);
});
