import { sourceLine, type Diagnostic } from '../../diagnostics';

/** What a check of a mesh came to. */
export interface Report {
  readonly diagnostics: readonly Diagnostic[];
  readonly objects: number;
  /** Findings that were accepted with a reason. */
  readonly suppressed: number;
  readonly texts: ReadonlyMap<string, string>;
}

export const tally = (all: readonly Diagnostic[]) => ({
  errors: all.filter((d) => d.severity === 'error').length, warnings: all.filter((d) => d.severity === 'warning').length, infos: all.filter((d) => d.severity === 'info').length,
});

/** By file and line, as one reads; what has no file comes last, by construct. Places are found once here. */
export function placed(all: readonly Diagnostic[]): { readonly diagnostic: Diagnostic; readonly file?: string; readonly line?: number }[] {
  const found = all.map((diagnostic) => { const at = sourceLine(diagnostic.source); return { diagnostic, ...(at && { file: at.file, line: at.line }) }; });
  const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
  return found.sort((a, b) => (a.file === undefined ? 1 : 0) - (b.file === undefined ? 1 : 0) || order(a.file ?? a.diagnostic.path ?? '', b.file ?? b.diagnostic.path ?? '') || (a.line ?? 0) - (b.line ?? 0) || order(a.diagnostic.code, b.diagnostic.code) || order(a.diagnostic.message, b.diagnostic.message));
}
