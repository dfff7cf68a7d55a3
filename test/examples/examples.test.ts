import { App } from 'cdk8s';
import { examples } from '../../examples';
import { diagnosticsOf, renderDiagnostic } from '../../lib';
import { temporary } from '../helpers/apps';

test.each(Object.entries(examples))('%s: no finding, not even a warning', (_name, build) => {
  const app = new App({ outdir: temporary() });
  build(app);
  expect(diagnosticsOf(app).map((d) => renderDiagnostic(d))).toEqual([]);
});
