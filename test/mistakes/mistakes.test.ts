import * as path from 'path';
import { diagnosticsOf, MeshApp, renderDiagnostic } from '../../lib';
import { filesOf, temporary } from '../helpers/apps';
import { mistakes } from './mistakes';
import { world } from './world';

const ROOT = path.join(__dirname, '..', '..');
const portable = (text: string): string => text.split(`${ROOT}${path.sep}`).join('').replace(/(\.ts):\d+(:\d+)?/g, '$1:LINE');

/** What the user is told: the error of a bad call, or every error of a bad mesh. */
function told(mistake: (typeof mistakes)[string]): string {
  const app = new MeshApp({ outdir: temporary() });
  try { mistake(world(app)); } catch (error) { return portable(`thrown: ${(error as Error).message}`); }
  const errors = diagnosticsOf(app).filter((d) => d.severity !== 'info').map((d) => renderDiagnostic(d));
  return portable(errors.join('\n'));
}

test('the world of the mistakes is right', () => {
  const app = new MeshApp({ outdir: temporary() });
  world(app);
  expect(diagnosticsOf(app).filter((d) => d.severity === 'error').map((d) => renderDiagnostic(d))).toEqual([]);
});

test('there are at least sixty', () => { expect(Object.keys(mistakes).length).toBeGreaterThanOrEqual(60); });

test.each(Object.keys(mistakes))('%s', (name) => {
  const text = told(mistakes[name]);
  expect(text).toMatch(/^(thrown: |error MESH)/);
  expect(text).toMatchSnapshot();
});

test('an error writes nothing', () => {
  const app = new MeshApp({ outdir: temporary() });
  mistakes['weights of 90'](world(app));
  expect(() => app.synth()).toThrow();
  expect(filesOf(app.outdir)).toEqual({});
});
