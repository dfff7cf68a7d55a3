import * as fs from 'fs';
import * as path from 'path';
import { App } from 'cdk8s';
import { examples } from '../../examples';
import { requests } from '../../examples/requests';
import { diagnosticsOf, effectiveOf, renderDiagnostic } from '../../lib';
import { simulate } from '../../lib/simulate';
import { temporary } from '../helpers/apps';

test.each(Object.entries(examples))('%s: no finding, not even a warning', (_name, build) => {
  const app = new App({ outdir: temporary() });
  build(app);
  expect(diagnosticsOf(app).map((d) => renderDiagnostic(d))).toEqual([]);
});

test('the list of examples has every folder', () => {
  const folder = path.join(__dirname, '../../examples'), list = fs.readFileSync(path.join(folder, 'README.md'), 'utf8');
  const folders = fs.readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  expect(folders.filter((name) => !new RegExp(`\\]\\(${name}[/)]`).test(list))).toEqual([]);
});

test('the requests that `npm start` walks through show what it is about', () => {
  const kinds = Object.fromEntries(Object.entries(requests).map(([name, inputs]) => {
    const app = new App({ outdir: temporary() });
    examples[name]!(app);
    return [name, inputs.map((input) => simulate(effectiveOf(app), input).kind)];
  }));
  expect(kinds).toEqual({
    bookinfo: ['delivered', 'delivered', 'denied', 'delivered'], shop: ['delivered', 'delivered', 'delivered'], platform: ['delivered', 'delivered', 'denied'], 'online-boutique': ['delivered', 'denied'],
  });
});
