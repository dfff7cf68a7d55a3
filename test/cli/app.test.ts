import * as path from 'node:path';
import { wordsOf } from '../../lib/cli/app';
import { mesh } from './command';

const ROOT = path.join(__dirname, '../..');
const program = (body: string, props: string): string => `
const { App, Duration } = require('cdk8s');
const { Call, Egress, HttpRoute, HttpMatch, Istio, Mesh, MeshApp, MeshChecks, MeshService, Port, Workload } = require('cdk8s-mesh');
const app = new MeshApp();
const mesh = new Mesh(app, 'shop', { ${props} });
const image = (name) => Workload.container({ image: 'registry.example.com/' + name + ':1', replicas: 2 });
${body}
app.synth();
`;
const run = (body: string, args: readonly string[] = ['check'], props = '') => mesh([...args, '--app', `node --conditions=cdk8s-mesh-source -r ${path.join(ROOT, 'test/cli/resolve.js')} -r ${path.join(ROOT, 'node_modules/ts-node/register/transpile-only')} main.js`], { files: { 'main.js': program(body, props) } });

test('an app is run without leaving anything behind; findings name the construct', () => {
  const fine = run("const web = new MeshService(mesh, 'web', { ports: [Port.http(80)], workload: image('web') }), api = new MeshService(mesh, 'api', { ports: [Port.http(80)], workload: image('api') }); web.calls(api); api.calls(web);");
  expect(fine.err).toBe('');
  expect(fine.out).toMatch(/^0 errors/m);
  expect(fine.code).toBe(0);
});

test('errors of the program are findings with their lines', () => {
  const { code, out } = run("const web = new MeshService(mesh, 'web', { ports: [Port.http(80)], workload: image('web') });\nnew HttpRoute(mesh, 'r', { parent: web, rules: [{ matches: [HttpMatch.path.regex('(')], to: web }] });");
  expect(out).toMatch(/main\.js:\d+ {2}error MESH1115/);
  expect(code).toBe(3);
});

test('what an app says of its installation counts, and what it does not hold does not exist', () => {
  const body = "const web = new MeshService(mesh, 'web', { ports: [Port.http(80)], workload: image('web') }), api = new MeshService(mesh, 'api', { ports: [Port.http(80)], workload: image('api') }); web.calls(api);";
  const ask = (to: string, ...more: string[]) => run(body, ['simulate', '--from', 'web', '--to', to, '-o', 'json', ...more], 'egress: Egress.ANY, target: Istio.sidecar({ meshConfig: { defaultHttpRetryPolicy: { attempts: 6, retryOn: "5xx" } } })');
  expect(JSON.parse(ask('http://api/').out)).toMatchObject({ kind: 'delivered', attempts: 7 });
  expect([ask('http://nobody/').code, ask('http://nobody/', '--inventory', 'open').code]).toEqual([2, 1]);
});

test.each(['platform', 'control-plane-ha', 'upgrade'])('a control plane of the app is part of the input: nothing is wrong with example %s', (name) => {
  const main = `const { MeshApp } = require('cdk8s-mesh');\nconst app = new MeshApp();\nrequire('${path.join(ROOT, 'examples', name, 'mesh')}').build(app);\napp.synth();`;
  const { out } = mesh(['check', '--quiet', '--app', `node --conditions=cdk8s-mesh-source -r ${path.join(ROOT, 'test/cli/resolve.js')} -r ${path.join(ROOT, 'node_modules/ts-node/register/transpile-only')} main.js`], { files: { 'main.js': main } });
  expect(out).toMatch(/^0 errors, 0 warnings in \d+ objects$/m);
});

test('checks of the app run too', () => {
  const { code, out } = run("MeshChecks.of(app).add({ code: 'OWN1', title: 'no service is called web', *run({ world }) { for (const s of world.objects.of('Service')) if (s.manifest.metadata.name === 'web') yield { ...s.place(), message: 'a service is called web' }; } });\nnew MeshService(mesh, 'web', { ports: [Port.http(80)], workload: image('web') });");
  expect(out).toContain('OWN1  a service is called web');
  expect(code).toBe(3);
});

test('a program that fails says why, and that is no finding', () => {
  const { code, err } = run("throw new Error('the database of names is down');");
  expect(code).toBe(1);
  expect(err).toContain('the database of names is down');
});

test('the command is split into words, never given to a shell', () => {
  expect(wordsOf('npx tsx "my main.ts" --x=\'a b\' c\\ d')).toEqual(['npx', 'tsx', 'my main.ts', '--x=a b', 'c d']);
  expect(() => wordsOf('node "main.js')).toThrow(/open "/);
  const { err } = mesh(['check', '--app', 'no-such-program $(touch hacked)'], {});
  expect(err).toContain('the app does not start');
});
