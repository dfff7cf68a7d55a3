import * as fs from 'fs';
import * as path from 'path';
import { App } from 'cdk8s';
import { diagnosticsOf, IstioControlPlane, MeshApp, renderDiagnostic } from '../lib';
import { temporary, yamlOf } from './helpers/apps';
import { LANGUAGE, programs } from './helpers/fixtures';

/** Meshes as they are written; of control planes only which objects there are, in their order: `test/control-plane` has goldens of those. */
function goldenOf(build: (app: App) => unknown): string {
  const app = new MeshApp({ outdir: temporary() });
  build(app);
  const id = (kind: string, name: string, namespace?: string) => `# ${[kind, namespace, name].filter(Boolean).join(' ')}\n`;
  const ofPlanes = new Set(app.charts.flatMap((c) => (c instanceof IstioControlPlane ? c.manifests().map((m) => id(m.kind, m.metadata.name, m.metadata.namespace)) : [])));
  const field = (text: string, name: RegExp) => name.exec(text)?.[1];
  const documents = app.synthYaml().split(/^---\n/m).map((text) => {
    const line = id(field(text, /^kind: (.*)$/m)!, field(text, /^ {2}name: (.*)$/m)!, field(text, /^ {2}namespace: (.*)$/m));
    return ofPlanes.has(line) ? line : `---\n${text}`;
  });
  return documents.join('').replace(/^---\n/, '');
}

/** `npx jest goldens -u` writes them. */
const updating = (): boolean => (expect.getState() as { snapshotState?: { _updateSnapshot?: string } }).snapshotState?._updateSnapshot === 'all';

describe.each(programs().map((p) => [p.name, p] as const))('%s', (_name, { golden, build }) => {
  test('has no errors', () => {
    const app = new App({ outdir: temporary() });
    build(app);
    expect(diagnosticsOf(app).filter((d) => d.severity === 'error').map((d) => renderDiagnostic(d))).toEqual([]);
  });
  test('is the YAML that is committed', () => {
    const yaml = goldenOf(build);
    if (updating()) { fs.mkdirSync(path.dirname(golden), { recursive: true }); fs.writeFileSync(golden, yaml); }
    expect(fs.existsSync(golden)).toBe(true);
    expect(yaml).toBe(fs.readFileSync(golden, 'utf8'));
  });
  test('is the same when written twice', () => { expect(yamlOf(build)).toBe(yamlOf(build)); });
});

test('no golden is left over', () => {
  const wanted = new Set(programs().map((p) => p.golden));
  const there = [...fs.readdirSync(path.join(LANGUAGE, '..', 'examples')).map((f) => path.join(LANGUAGE, '..', 'examples', f)), ...fs.readdirSync(LANGUAGE).map((f) => path.join(LANGUAGE, f, 'istio.yaml')).filter((f) => fs.existsSync(f))];
  expect(there.filter((f) => !wanted.has(f))).toEqual([]);
});
