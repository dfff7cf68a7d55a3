import * as path from 'node:path';
import { mesh } from './command';

const SHOP = `apiVersion: v1
kind: Service
metadata:
  name: web
  namespace: shop
spec:
  selector: { app: web }
  ports: [{ name: http, port: 80 }]
---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata:
  name: web
  namespace: shop
spec:
  hosts: [web]
  http:
    - route:
        - destination:
            host: web
            subset: v9
---
apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata:
  name: web
  namespace: shop
spec:
  host: web
  subsets:
    - name: v1
      labels: { version: v1 }
`;
const found = (out: string) => JSON.parse(out) as { diagnostics: { code: string; severity: string; message: string; help?: string; object?: object; file?: string; line?: number; equals: string[]; related: unknown[] }[]; summary: Record<string, number> };

test('a finding stands at its line, with the lines around it, and ends the command with 3', () => {
  const { code, out } = mesh(['check', 'shop.yaml'], { files: { 'shop.yaml': SHOP } });
  expect(code).toBe(3);
  expect(out).toMatch(/^shop\.yaml:21 {2}error MESH2003 {2}.*v9/m);
  expect(out).toContain('▸ 21 │             subset: v9');
  expect(out).toMatch(/IST0101/);
  expect(out).toMatch(/^1 error, \d+ warnings? in 3 objects$|^1 error, \d+ warnings?, .* in 3 objects$/m);
});

test('JSON has every field that is promised', () => {
  const { code, out } = mesh(['check', '-', '--format', 'json'], { stdin: SHOP });
  expect(code).toBe(3);
  const { diagnostics, summary } = found(out);
  const one = diagnostics.find((d) => d.code === 'MESH2003')!;
  expect(one).toMatchObject({ severity: 'error', object: { kind: 'VirtualService', namespace: 'shop', name: 'web' }, file: '<stdin>', line: 21, related: expect.any(Array), equals: expect.arrayContaining(['IST0101', 'KIA1107']) });
  expect(typeof one.help).toBe('string');
  expect(summary).toMatchObject({ objects: 3, errors: 1 });
});

test('SARIF names rules, levels and places', () => {
  const { out } = mesh(['check', 'k8s', '--format', 'sarif'], { files: { 'k8s/shop.yaml': SHOP } });
  const { version, runs: [run] } = JSON.parse(out) as { version: string; runs: { tool: { driver: { rules: { id: string }[] } }; results: { ruleId: string; ruleIndex: number; level: string; locations: { physicalLocation: { artifactLocation: { uri: string }; region: { startLine: number } } }[] }[] }[] };
  expect(version).toBe('2.1.0');
  const result = run.results.find((r) => r.ruleId === 'MESH2003')!;
  expect(result.level).toBe('error');
  expect(run.tool.driver.rules[result.ruleIndex].id).toBe('MESH2003');
  expect(result.locations[0].physicalLocation).toEqual({ artifactLocation: { uri: 'k8s/shop.yaml' }, region: { startLine: 21 } });
});

test('folders, lists, JSON and documents without content are read; what is no object in a folder is a note, named by itself an error', () => {
  const files = {
    'k8s/a.yaml': '---\n# nothing\n---\napiVersion: v1\nkind: List\nitems:\n- {apiVersion: v1, kind: ConfigMap, metadata: {name: a}}\n- {apiVersion: example.com/v1, kind: Unknown, metadata: {name: b}, spec: {anything: [1, {x: 2}]}}\n',
    'k8s/deep/b.json': '{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"c"}}', 'k8s/values.yaml': 'replicas: 2\n', 'k8s/.hidden/c.yaml': 'broken: [', 'k8s/node_modules/x/d.yaml': 'broken: [',
  };
  const folder = mesh(['check', 'k8s'], { files });
  expect(folder.code).toBe(0);
  expect(folder.out).toMatch(/k8s\/values\.yaml:1 {2}info MESH1903/);
  expect(folder.out).toMatch(/in 3 objects$/);
  expect(mesh(['check', 'k8s/values.yaml'], { files }).code).toBe(3);
});

test('YAML that cannot be read is a located error, and the rest is still checked', () => {
  const { code, out } = mesh(['check', 'a.yaml', 'shop.yaml'], { files: { 'a.yaml': 'kind: [\n', 'shop.yaml': SHOP } });
  expect(code).toBe(3);
  expect(out).toMatch(/^a\.yaml:\d+ {2}error MESH1901/m);
  expect(out).toContain('MESH2003');
});

test('what cannot be run says so on stderr, all of it at once, and ends with 1', () => {
  const { code, out, err } = mesh(['check', 'nowhere', 'there'], {});
  expect([code, out]).toEqual([1, '']);
  expect(err).toBe('error: nowhere does not exist\nthere does not exist');
  expect(mesh(['check'], {}).err).toContain('there is nothing to read');
  expect(mesh(['check', '.', '--format', 'xml'], {}).err).toContain('Allowed choices are text, json, sarif');
  expect(mesh(['frob'], {}).code).toBe(1);
});

test('warnings end it with 3 only if wanted', () => {
  const { cwd } = { cwd: path.join(__dirname, '../../examples/own-check') };
  expect(mesh(['check', 'k8s'], { cwd }).code).toBe(0);
  expect(mesh(['check', 'k8s', '--fail-on', 'warning'], { cwd }).code).toBe(3);
});

test('what is not shown counts all the same; a file that is named twice is read once', () => {
  const files = { 'k8s/a.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n', 'k8s/values.yaml': 'replicas: 2\n' };
  const quiet = mesh(['check', 'k8s', '--quiet', '--fail-on', 'info'], { files });
  expect([quiet.code, quiet.out.includes('MESH1903')]).toEqual([3, false]);
  expect(mesh(['check', 'k8s', 'k8s/a.yaml'], { files }).out).toMatch(/in 1 object$/);
});

test('asking for help is no failure', () => {
  expect(mesh(['--help'], {})).toMatchObject({ code: 0, err: '', out: expect.stringContaining('Exit codes: 0 fine, 1 could not run') as string });
  expect(mesh(['check', '--help'], {}).code).toBe(0);
  expect(mesh(['--version'], {}).code).toBe(0);
});

test('a check of one\'s own is registered in the configuration, with options', () => {
  const { out } = mesh(['check', 'k8s', '--format', 'json'], { cwd: path.join(__dirname, '../../examples/own-check') });
  expect(found(out).diagnostics.filter((d) => d.code === 'SHOP001')).toEqual([expect.objectContaining({ severity: 'warning', message: "web has no label 'team'", file: 'k8s/shop.yaml', line: 16 })]);
});

test('the configuration changes severities and accepts findings, each with a reason', () => {
  const files = { 'shop.yaml': SHOP, 'mesh.config.yaml': 'severity:\n  MESH2003: warning\n' };
  expect(found(mesh(['check', 'shop.yaml', '-o', 'json'], { files }).out).diagnostics.find((d) => d.code === 'MESH2003')?.severity).toBe('warning');
  const accepted = mesh(['check', 'shop.yaml', '-o', 'json'], { files: { ...files, 'mesh.config.yaml': 'ignore:\n  - code: MESH2003\n    object: VirtualService shop/web\n    reason: v9 comes tomorrow\n' } });
  expect(found(accepted.out).diagnostics.map((d) => d.code)).not.toContain('MESH2003');
  expect(found(accepted.out).summary.suppressed).toBe(1);
});

test('everything that is wrong with a configuration is said at its line', () => {
  const { code, err } = mesh(['check', 'shop.yaml'], { files: { 'shop.yaml': SHOP, 'mesh.config.yaml': 'profile: loud\nseverity:\n  MESH2003: fatal\nignore:\n  - code: MESH2003\nfrob: 1\n' } });
  expect(code).toBe(1);
  expect(err).toMatch(/mesh\.config\.yaml:1 profile: is default or strict/);
  expect(err).toMatch(/mesh\.config\.yaml:3 severity\.MESH2003: is one of/);
  expect(err).toMatch(/mesh\.config\.yaml:5 ignore\[0\]: needs a reason/);
  expect(err).toMatch(/mesh\.config\.yaml:6 frob: is no field/);
  const told = (config: string, more: Record<string, string> = {}) => mesh(['check', 'shop.yaml'], { files: { 'shop.yaml': SHOP, 'mesh.config.yaml': config, ...more } }).err;
  expect(told("ignore: [{ code: MESH2003, reason: ' ' }]\n")).toMatch(/ignore\[0\]: needs a reason/);
  expect(told('checks: [./own.js]\n', { 'own.js': "module.exports = { code: 'MESH2003', title: 'mine', run() { return []; } };" })).toMatch(/codes that start with MESH are the library's own/);
});

test('colour is for terminals', () => {
  expect(mesh(['check', 'shop.yaml'], { files: { 'shop.yaml': SHOP } }).out).not.toContain('\u001b[');
  expect(mesh(['check', 'shop.yaml'], { files: { 'shop.yaml': SHOP }, colour: true }).out).toContain('\u001b[31merror\u001b[0m');
});
