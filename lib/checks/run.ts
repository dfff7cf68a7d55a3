import { sortDiagnostics, type Diagnostic, type Severity } from '../diagnostics';
import type { IstioMesh } from '../effective';
import type { Check, CheckContext } from './check';
import { Suppressions, type Accepted, type Suppressed } from './suppressions';

/** What is checked. Fields may be getters: none is read before a check asks for it. */
export interface ChecksInput {
  readonly mesh: IstioMesh;
  readonly declared?: CheckContext['declared'];
}

export interface ChecksOptions {
  readonly checks: readonly Check[];
  /** `strict` adds checks that are opinions. @default 'default' */
  readonly profile?: 'default' | 'strict';
  /** By code; `off`: it does not run. One that is named here runs in any profile. */
  readonly severity?: Readonly<Record<string, Severity | 'off'>>;
  /** Findings that are accepted, beside those that annotations of their objects accept. */
  readonly ignore?: readonly Accepted[];
  /** Options of single checks, by code. */
  readonly options?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

export interface ChecksResult {
  /** The worst first. */
  readonly diagnostics: readonly Diagnostic[];
  readonly suppressed: readonly Suppressed[];
}

/** Runs checks over a mesh. Nothing is thrown: a check that fails is a finding. */
export function runChecks(input: ChecksInput, options: ChecksOptions): ChecksResult {
  const chosen = options.checks.filter((check) => {
    const severity = options.severity?.[check.code];
    return severity === undefined ? check.profile !== 'strict' || options.profile === 'strict' : severity !== 'off';
  });
  const found: Diagnostic[] = chosen.flatMap((check) => findingsOf(check, input, options));
  // Only who wants findings accepted, or has some, pays for the search of annotations.
  if (chosen.length === 0) return { diagnostics: [], suppressed: [] };
  const suppressions = new Suppressions(input.mesh.world.objects, options.ignore ?? []);
  const kept: Diagnostic[] = [], suppressed: Suppressed[] = [];
  for (const diagnostic of found) {
    const by = suppressions.take(diagnostic);
    if (by) suppressed.push({ diagnostic, ...by }); else kept.push(diagnostic);
  }
  kept.push(...suppressions.findings(new Set(options.checks.map((c) => c.code)), new Set(chosen.map((c) => c.code))));
  return { diagnostics: sortDiagnostics(kept), suppressed };
}

function findingsOf(check: Check, input: ChecksInput, options: ChecksOptions): Diagnostic[] {
  const override = options.severity?.[check.code];
  const context = contextOf(input, options.options?.[check.code] ?? {});
  const out: Diagnostic[] = [];
  try {
    for (const finding of check.run(context)) {
      const equals = finding.equals ?? check.equals;
      out.push({
        ...finding, code: check.code, severity: override !== undefined && override !== 'off' ? override : finding.severity ?? check.severity ?? 'error',
        ...(equals !== undefined && equals.length > 0 && { equals }),
      });
    }
  } catch (error) {
    out.push({ code: FAILED, severity: 'error', message: `check ${check.code} (${check.title}) failed: ${error instanceof Error ? error.message : String(error)}`, help: `switch it off (severity: { ${check.code}: off }) until it is mended` });
  }
  return out;
}
const FAILED = 'MESH2903';

/** What one check sees. */
export function contextOf(input: ChecksInput, options: Readonly<Record<string, unknown>> = {}): CheckContext {
  return {
    get mesh() { return input.mesh; },
    get world() { return input.mesh.world; },
    get closed() { return input.mesh.installation.inventory === 'closed'; },
    get declared() { return input.declared; },
    options,
  };
}
