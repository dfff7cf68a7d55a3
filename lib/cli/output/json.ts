import { sourceLine, type Place } from '../../diagnostics';
import { placed, tally, type Report } from './report';

/** Stable: fields are only ever added. Described in docs/guides/cli.md. */
export function jsonReport(report: Report): string {
  const { errors, warnings, infos } = tally(report.diagnostics);
  return JSON.stringify({
    diagnostics: placed(report.diagnostics).map(({ diagnostic: d, file, line }) => ({
      code: d.code, severity: d.severity, message: d.message, ...(d.help !== undefined && { help: d.help }), ...placeOf(d), ...(file !== undefined && { file, line }),
      related: (d.related ?? []).map((r) => ({ ...(r.message !== undefined && { message: r.message }), ...placeOf(r), ...lineOf(r) })), equals: d.equals ?? [],
    })),
    summary: { objects: report.objects, errors, warnings, infos, suppressed: report.suppressed },
  }, null, 2);
}

const placeOf = (p: Place) => ({ ...(p.object && { object: { kind: p.object.kind, ...(p.object.namespace !== undefined && { namespace: p.object.namespace }), name: p.object.name } }), ...(p.path !== undefined && { construct: p.path }) });
function lineOf(p: Place): { file?: string; line?: number } {
  const at = sourceLine(p.source);
  return at ? { file: at.file, line: at.line } : {};
}
