import type { Diagnostic } from '../../diagnostics';
import { budgetsOf } from './check-budgets';
import type { ControlPlaneObject } from './control-plane-object';
import type { IstioControlPlane } from './istio-control-plane';

/** Props that are fine by themselves and come to nothing together. */
export function* combinationsOf(plane: IstioControlPlane, objects: readonly ControlPlaneObject[]): Iterable<Diagnostic> {
  const error = (code: string, message: string, help?: string): Diagnostic => ({ code, severity: 'error', path: plane.node.path, source: plane.source, message, help });
  const { ambient = false, cni, istiod } = plane.props;
  if (ambient !== false && cni === false) yield error('MESH1436', 'the ambient data plane needs the CNI plugin, which takes pods into it', 'leave cni out, or set it to true');
  if (ambient === false && typeof cni === 'object' && cni.ambient !== undefined) yield error('MESH1437', 'cni.ambient says how pods are taken into the ambient data plane, and there is none', 'set ambient: true, or leave cni.ambient out');
  if (istiod?.disruptionBudget && plane.revision.settings.istiod.disruptionBudget === undefined) {
    yield error('MESH1438', 'a budget for one pod of istiod would let no node be drained: none is written', 'leave istiod.disruptionBudget out, or let there be two: istiod: { replicas: 2 }');
  }
  yield* budgetsOf(plane, objects);
}
