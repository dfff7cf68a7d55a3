import { Chart, YamlOutputType, type App } from 'cdk8s';
import type { Diagnostic } from '../../diagnostics';
import { isMesh, type Mesh } from '../../constructs/mesh';
import type { IstioControlPlane } from './istio-control-plane';

/** Meshes that would be applied before what they need: their kinds would not be known yet, and nobody would inject their pods. */
export function* orderOf(plane: IstioControlPlane): Iterable<Diagnostic> {
  const before = (mesh: Mesh, message: string, help: string): Diagnostic => ({
    code: 'MESH1457', severity: 'warning', path: plane.node.path, source: plane.source, message, help, related: [{ path: mesh.node.path, message: 'the mesh is' }],
  });
  const dependedOn = new Set(plane.node.findAll().flatMap((c) => c.node.dependencies).flatMap((d) => d.node.scopes).filter(isMesh));
  for (const mesh of dependedOn) yield before(mesh, 'the control plane depends on a mesh, which cannot be applied before it', 'turn the dependency round, or leave it out');
  // A file for each chart is applied in the order that the user chooses.
  if ((plane.node.root as App).yamlOutputType !== YamlOutputType.FILE_PER_APP) return;
  const charts = plane.node.root.node.findAll().filter((c) => Chart.isChart(c));
  for (const mesh of charts.slice(0, charts.indexOf(plane)).filter(isMesh)) {
    if (!mesh.node.dependencies.includes(plane)) yield before(mesh, 'the control plane stands behind a mesh in the one file of the app: its definitions come too late', 'declare the control plane first, or write a file for each chart');
  }
}
