import { transformSync } from '@swc/core';
import { type App } from 'cdk8s';
import { diagnosticsOf, renderDiagnostic } from '../../lib';
import { pages, programOf } from './pages';

/** Runs a page's program and gives the app it declared. */
function run(page: string): App | undefined {
  const code = transformSync(`${programOf(page)}\nexport const __app: unknown = typeof app === 'undefined' ? undefined : app;`, { filename: `${page}.ts`, jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs' } }).code;
  const module = { exports: {} as { __app?: App } };
  const load = (id: string) => (id === 'cdk8s-mesh' ? require('../../lib') : require(id));
  // Tests of a page run where they stand: a test cannot hold others.
  const test = (_name: string, body: () => void): void => body();
  new Function('require', 'module', 'exports', 'test', code)(load, module, module.exports, test);
  return module.exports.__app;
}

test.each(pages())('%s: every sample runs and synthesizes without an error', (page) => {
  const program = programOf(page);
  if (!program.trim()) return expect(['CONTRIBUTING.md', 'docs/guides/cli.md']).toContain(page);
  const app = run(page);
  expect(app).toBeDefined();
  const errors = diagnosticsOf(app!).filter((d) => d.severity === 'error' && d.code.startsWith('MESH')).map((d) => renderDiagnostic(d));
  expect(errors).toEqual([]);
});
