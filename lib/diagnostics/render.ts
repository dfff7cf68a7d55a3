import type { Diagnostic, ObjectRef, Place, SourceLine, SourceRef } from './diagnostic';

/** Source line of a place, found now. */
export function sourceLine(source: SourceRef | undefined): SourceLine | undefined {
  return typeof source === 'function' ? source() : source;
}

const objectText = (o: ObjectRef): string => `${o.kind} ${o.namespace ? `${o.namespace}/` : ''}${o.name}`;

/** `storefront/team/web (shop.ts:31)`; the parts that are known. */
export function placeText(place: Place): string {
  const line = sourceLine(place.source);
  const at = line ? `${line.file}:${line.line}` : undefined;
  const what = place.path ?? (place.object && objectText(place.object));
  return what && at ? `${what} (${at})` : what ?? at ?? '';
}

/** A diagnostic as people read it: first line what, then where, related places and help, indented. `place: false` leaves out the construct path that the caller prints itself. */
export function renderDiagnostic(d: Diagnostic, options: { place?: boolean; severity?: boolean } = {}): string {
  const lines = [`${options.severity === false ? '' : `${d.severity} `}${d.code} ${d.message}`];
  const where = options.place === false ? placeText({ source: d.source }) : placeText(d);
  if (where) lines.push(`at ${where}`);
  if (d.object && (d.path || options.place === false)) lines.push(`in ${objectText(d.object)}`);
  for (const r of d.related ?? []) lines.push(`${r.message ?? 'see'} ${placeText(r)}`.trimEnd());
  if (d.help) lines.push(`help: ${d.help.replace(/\n/g, '\n      ')}`);
  return lines.join('\n    ');
}

const RANK = { error: 0, warning: 1, info: 2 } as const;
/** Worst first, then by place and code: the same mesh gives the same report, whatever the declaration order. */
export function sortDiagnostics(all: readonly Diagnostic[]): Diagnostic[] {
  return [...all].sort((a, b) => RANK[a.severity] - RANK[b.severity] || compare(a.path ?? '', b.path ?? '') || compare(a.code, b.code) || compare(a.message, b.message));
}
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
