import type { Check } from '../../checks/check';
import type { Severity } from '../../diagnostics';
import { placed, type Report } from './report';

const LEVEL: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'note' };

/** SARIF 2.1.0, for code review. Findings without a file are told at the object's name. */
export function sarifReport(report: Report, checks: readonly Pick<Check, 'code' | 'title' | 'severity'>[], version: string): string {
  const found = placed(report.diagnostics);
  const known = new Map(checks.map((c) => [c.code, c]));
  const codes = [...new Set(found.map((f) => f.diagnostic.code))].sort();
  return JSON.stringify({
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0',
    runs: [{
      tool: { driver: { name: 'mesh check', version, rules: codes.map((id) => ({ id, shortDescription: { text: known.get(id)?.title ?? id }, defaultConfiguration: { level: LEVEL[known.get(id)?.severity ?? 'error'] } })) } },
      results: found.map(({ diagnostic: d, file, line }) => ({
        ruleId: d.code, ruleIndex: codes.indexOf(d.code), level: LEVEL[d.severity], message: { text: d.help ? `${d.message}\n${d.help}` : d.message },
        ...(file === undefined || file === '<stdin>' ? {} : { locations: [{ physicalLocation: { artifactLocation: { uri: encodeURI(file.split('\\').join('/')) }, region: { startLine: Math.max(1, line ?? 1) } } }] }),
        ...((d.object || d.path) && { properties: { ...(d.object && { object: `${d.object.kind} ${d.object.namespace ? `${d.object.namespace}/` : ''}${d.object.name}` }), ...(d.path && { construct: d.path }) } }),
      })),
    }],
  }, null, 2);
}
