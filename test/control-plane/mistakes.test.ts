import * as path from 'path';
import { diagnosticsOf, MeshApp, renderDiagnostic } from '../../lib';
import { filesOf, temporary } from '../helpers/apps';
import { mistakes } from './mistakes';

const ROOT = path.join(__dirname, '..', '..');
const portable = (text: string): string => text.split(`${ROOT}${path.sep}`).join('').replace(/(\.ts):\d+(:\d+)?/g, '$1:LINE');

/** What the user is told: the error of a bad call, every error of a bad mesh, or what synth says and warns of. */
function told(mistake: (typeof mistakes)[string]): string {
  const app = new MeshApp({ outdir: temporary() });
  try { mistake(app); } catch (error) { return portable(`thrown: ${(error as Error).message}`); }
  const found = diagnosticsOf(app).filter((d) => d.severity !== 'info').map((d) => renderDiagnostic(d));
  if (found.length) return portable(found.join('\n'));
  const warned: string[] = [];
  const stderr = jest.spyOn(process.stderr, 'write').mockImplementation((text) => warned.push(String(text)) > 0);
  try { app.synth(); } catch (error) {
    expect(filesOf(app.outdir)).toEqual({});
    return portable(`synth: ${(error as Error).message}`);
  } finally { stderr.mockRestore(); }
  return warned.length > 0 ? portable(warned.join('')) : 'nothing';
}

test('there are enough of them', () => { expect(Object.keys(mistakes).length).toBeGreaterThanOrEqual(50); });

test.each(Object.keys(mistakes))('%s', (name) => {
  const text = told(mistakes[name]!);
  expect(text).not.toBe('nothing');
  expect(text).toMatchSnapshot();
});
