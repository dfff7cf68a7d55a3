import { App, YamlOutputType, type Chart } from 'cdk8s';
import { IstioControlPlane, Mesh, MeshService, Port, Source, Workload } from '../../lib';
import { temporary } from '../helpers/apps';

const meshIn = (app: App): Mesh => {
  const mesh = new Mesh(app, 'shop');
  new MeshService(mesh, 'web', { ports: [Port.http(8080)], workload: Workload.container({ image: 'registry.example.com/web:1' }) }).allows(Source.anyone);
  return mesh;
};
/** What synth says. */
function said(build: (app: App) => unknown, yamlOutputType = YamlOutputType.FILE_PER_CHART): string {
  const app = new App({ outdir: temporary(), yamlOutputType });
  build(app);
  const write = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  try { app.synth(); return write.mock.calls.map(([text]) => String(text)).join(''); } finally { write.mockRestore(); }
}

test('in one file the control plane comes first', () => {
  const late = (app: App): void => { meshIn(app); new IstioControlPlane(app, 'istio'); };
  expect(said(late, YamlOutputType.FILE_PER_APP)).toMatch(/^warning MESH1457 the control plane stands behind a mesh in the one file of the app[^]*at istio [^]*the mesh is shop\n {4}help: declare the control plane first/);
  expect(said(late)).toBe('');
  expect(said((app) => { new IstioControlPlane(app, 'istio'); meshIn(app); }, YamlOutputType.FILE_PER_APP)).toBe('');
  expect(said((app) => { const mesh = meshIn(app); mesh.addDependency(new IstioControlPlane(app, 'istio')); }, YamlOutputType.FILE_PER_APP)).toBe('');
});
test('a control plane that depends on a mesh cannot be meant', () => {
  const round = (app: App): [Chart, Chart] => [meshIn(app), new IstioControlPlane(app, 'istio')];
  expect(said((app) => { const [mesh, istio] = round(app); istio.addDependency(mesh); })).toMatch(/^warning MESH1457 the control plane depends on a mesh/);
  expect(said((app) => { const [mesh, istio] = round(app); mesh.addDependency(istio); })).toBe('');
});
