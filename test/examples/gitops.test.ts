import * as fs from 'fs';
import * as path from 'path';
import { App, Testing, type Chart } from 'cdk8s';
import { parseAllDocuments } from 'yaml';
import * as argocd from '../../examples/gitops/argocd';
import * as flux from '../../examples/gitops/flux';
import { build, folders } from '../../examples/gitops/mesh';
import { filesOf, temporary } from '../helpers/apps';

interface Any { readonly kind: string; readonly metadata: { readonly name: string }; readonly [field: string]: any }
const ROOT = path.join(__dirname, '..', '..');
const FOLDERS = ['ingress', 'shop'];
const URL = 'https://git.example.com/platform.git';
const written = (chart: Chart) => Testing.synth(chart) as Any[];
const istio = () => build(new App({ outdir: temporary() }));

test('the page shows what the examples write', () => {
  const page = fs.readFileSync(path.join(ROOT, 'docs/guides/gitops.md'), 'utf8');
  const shown = [...page.matchAll(/^```yaml\n([\s\S]*?)^```$/gm)].flatMap(([, text]) => parseAllDocuments(text!).map((d) => d.toJS() as Any));
  const all = [...written(argocd.build(new App(), URL, ['shop'])), ...written(flux.build(new App(), URL, istio(), FOLDERS))];
  expect(shown).toHaveLength(3);
  for (const object of shown) expect(all).toContainEqual(object);
});

test('folders hold a file for each object, and what applies them names the folders', () => {
  const app = folders(temporary());
  app.synth();
  const files = Object.keys(filesOf(app.outdir));
  expect(new Set(files.map((f) => path.dirname(f)))).toEqual(new Set(['istio', ...FOLDERS]));
  expect(files.filter((f) => f.startsWith('istio/'))).toHaveLength(istio().manifests().length);
  const paths = [...written(argocd.build(new App(), URL, ['shop'])).flatMap((o) => o.spec.sources.map((source: { path: string }) => source.path)), ...written(flux.build(new App(), URL, istio(), FOLDERS)).flatMap((o) => o.spec.path ?? [])];
  expect(paths).toEqual(['dist/istio', 'dist/ingress', 'dist/shop', './dist/istio', './dist/ingress', './dist/shop']);
});
