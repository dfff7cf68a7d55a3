import type { Diagnostic, SourceRef } from '../../diagnostics';
import { judge, type Seen } from '../../manifests/judge';
import type { ControlPlaneObject } from './control-plane-object';

/** Each object as the API server judges it, and names that are written twice. */
export function objectProblems(objects: readonly ControlPlaneObject[], source: SourceRef | undefined): readonly Diagnostic[] {
  const found: Diagnostic[] = [];
  const seen: Seen = new Map();
  for (const object of objects) judge(object.content, { path: object.node.path, source }, 'errors', seen, found);
  return found;
}
