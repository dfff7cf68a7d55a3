import { runtime } from '@pulumi/pulumi';
import { transformSync } from '@swc/core';
import { type App } from 'cdk8s';
import { diagnosticsOf, IstioControlPlane, renderDiagnostic } from '../../lib';
import { pages, programOf } from './pages';

/** Runs a page's program and gives the apps it declared. */
function run(page: string): readonly App[] {
  const program = programOf(page);
  const names = [...program.matchAll(/^const (\w+) = new (?:Mesh)?App\(/gm)].map((m) => m[1]);
  const code = transformSync(`${program}\nexport const __apps = [${names.join(', ')}];`, { filename: `${page}.ts`, jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs' } }).code;
  const module = { exports: {} as { __apps?: App[] } };
  const load = (id: string) => (id === 'cdk8s-mesh' ? require('../../lib') : require(id));
  // Tests of a page run where they stand: a test cannot hold others.
  const test = (_name: string, body: () => void): void => body();
  new Function('require', 'module', 'exports', 'test', code)(load, module, module.exports, test);
  return module.exports.__apps ?? [];
}

// A page about Pulumi registers resources: with mocks, there is no engine.
beforeAll(() => runtime.setMocks({ newResource: ({ name, inputs }) => ({ id: name, state: inputs }), call: ({ inputs }) => inputs }));
afterAll(() => runtime.disconnect());

test.each(pages())('%s: every sample runs and synthesizes without an error', (page) => {
  const program = programOf(page);
  if (!program.trim()) return expect(['CONTRIBUTING.md', 'docs/guides/cli.md']).toContain(page);
  const apps = run(page);
  expect(apps.length).toBeGreaterThan(0);
  for (const app of apps) {
    const errors = diagnosticsOf(app).filter((d) => d.severity === 'error' && d.code.startsWith('MESH')).map((d) => renderDiagnostic(d));
    expect(errors).toEqual([]);
    // A control plane's own mistakes are found when it is written.
    for (const chart of app.charts) if (chart instanceof IstioControlPlane) chart.toJson();
  }
});
