import type { Diagnostic } from '../../diagnostics';
import { judge, type Seen } from '../../manifests/judge';
import { autoscalersOf } from './check-autoscalers';
import type { ControlPlaneObject } from './control-plane-object';
import type { IstioControlPlane } from './istio-control-plane';

/** Each object as the API server judges it, names that are written twice, and autoscalers that have nothing to go by. */
export function objectProblems(objects: readonly ControlPlaneObject[], { charts, source }: IstioControlPlane): readonly Diagnostic[] {
  const found: Diagnostic[] = [];
  const seen: Seen = new Map();
  // What Istio's charts do that is not wrong is not the user's to mend.
  for (const object of objects) judge(object.content, { path: object.node.path, source }, charts && !object.isPatched ? 'errors' : 'all', seen, found);
  if (!charts) found.push(...autoscalersOf(objects, { source }));
  return found;
}
