import type { Diagnostic } from '../../diagnostics/diagnostic';
import type { MeshFacts } from '../../model';
import type { Emit, SupportTable } from '../target';
import type { EmitContext } from './context';

/** One emitted kind, or a group of kinds that come from one decision. */
export interface Kind {
  /** Features it realises. */
  readonly supports: SupportTable;
  /** Its objects of one mesh. Pure: called as often as needed. */
  emit(context: EmitContext, mesh: MeshFacts, out: Emit): void;
  /** What this kind cannot say of a mesh whose features are all supported. */
  check?(context: EmitContext, mesh: MeshFacts): readonly Diagnostic[];
}
