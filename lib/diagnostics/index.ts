export type { Diagnostic, ObjectRef, Place, Severity, SourceLine, SourceRef } from './diagnostic';
export { placeText, renderDiagnostic, sortDiagnostics, sourceLine } from './render';
