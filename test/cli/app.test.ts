import * as path from 'node:path';
import { wordsOf } from '../../lib/cli/app';
import { mesh } from './command';

const ROOT = path.join(__dirname, '../..');
const program = (body: string): string => `
const { App, Duration } = require('cdk8s');
const { Call, HttpRoute, HttpMatch, Mesh, MeshApp, MeshChecks, MeshService, Port, Workload } = require('cdk8s-mesh');
const app = new MeshApp();
const mesh = new Mesh(app, 'shop');
const image = (name) => Workload.container({ image: 'registry.example.com/' + name + ':1', replicas: 2 });
${body}
app.synth();
`;
const run = (body: string, args: readonly string[] = ['check']) => mesh([...args, '--app', `node --conditions=cdk8s-mesh-source -r ${path.join(ROOT, 'test/cli/resolve.js')} -r ${path.join(ROOT, 'node_modules/ts-node/register/transpile-only')} main.js`], { files: { 'main.js': program(body) } });

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
