import * as fs from 'fs';
import * as path from 'path';
import { App } from 'cdk8s';
import { diagnosticsOf, renderDiagnostic } from '../lib';
import { temporary, yamlOf } from './helpers/apps';
import { LANGUAGE, programs } from './helpers/fixtures';

/** `npx jest goldens -u` writes them. */
const updating = (): boolean => (expect.getState() as { snapshotState?: { _updateSnapshot?: string } }).snapshotState?._updateSnapshot === 'all';

describe.each(programs().map((p) => [p.name, p] as const))('%s', (_name, { golden, build }) => {
  test('has no errors', () => {
    const app = new App({ outdir: temporary() });
    build(app);
    expect(diagnosticsOf(app).filter((d) => d.severity === 'error').map((d) => renderDiagnostic(d))).toEqual([]);
  });
  test('is the YAML that is committed', () => {
    const yaml = yamlOf(build);
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
