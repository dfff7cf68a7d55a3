import type { Diagnostic, Place, Severity } from '../diagnostics/diagnostic';
import type { Origin } from '../model';
import type { Code } from './codes';

export interface Detail {
  readonly help?: string;
  readonly related?: readonly (Origin | { readonly at: Origin; readonly message: string })[];
  /** Where it is less or more serious than its code says. */
  readonly severity?: Severity;
}
/** Takes a finding. Functions that can find something take one as their last argument; without it they are silent, and messages are not built. */
export type Report = (code: Code, at: Origin, message: string, detail?: Detail) => void;

const place = (origin: Origin): Place => ({ path: origin.path, source: origin.source });

/** Collects findings; the same one twice (two ports, two callers) is one. */
export function collector(): { readonly report: Report; readonly found: () => readonly Diagnostic[] } {
  const list: Diagnostic[] = [];
  const seen = new Set<string>();
  const report: Report = (code, at, message, detail) => {
    const key = `${code.code} ${at.path} ${message}`;
    if (seen.has(key)) return;
    seen.add(key);
    list.push({
      ...place(at), code: code.code, severity: detail?.severity ?? code.severity, message,
      ...(detail?.help ? { help: detail.help } : {}),
      ...(detail?.related?.length ? { related: detail.related.map((r) => ('at' in r ? { ...place(r.at), message: r.message } : place(r))) } : {}),
    });
  };
  const text = (d: Diagnostic): string => `${d.path} ${d.code} ${d.message}`;
  return { report, found: () => Object.freeze([...list].sort((a, b) => (text(a) < text(b) ? -1 : 1))) };
}
