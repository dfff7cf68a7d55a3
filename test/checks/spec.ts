import { runChecks, type Check } from '../../lib/checks';
import type { CheckContext } from '../../lib/checks/check';
import { sourceLine, type Diagnostic } from '../../lib/diagnostics';
import { fromFile, readIstio, type MeshConfig, type ReadOptions } from '../../lib/effective';
import { readManifests } from '../../lib/manifests/yaml';

/** What shows that a check finds what it is for, and nothing else. */
export interface CheckSpec {
  readonly check: Check;
  /** Small and complete: the check finds something on each line that ends in `# <-`, and nothing on others. Shown on the check's page. */
  readonly bad: string;
  /** The same, mended: no check of the library reports an error of it. Shown on the check's page. */
  readonly good: string;
  /** How `bad` and `good` are read. @default - a closed inventory, Istio's mesh config */
  readonly input?: SpecInput;
  readonly cases?: readonly SpecCase[];
}
export interface SpecInput extends Omit<ReadOptions, 'meshConfig' | 'inventory'> {
  readonly meshConfig?: MeshConfig;
  /** @default 'closed' */
  readonly inventory?: 'open' | 'closed';
  /** Options of the check. */
  readonly options?: Readonly<Record<string, unknown>>;
  readonly declared?: () => CheckContext['declared'];
}
export interface SpecCase extends SpecInput {
  readonly title: string;
  /** Lines that end in `# <-` are where something is found, unless `expect` says it. */
  readonly yaml: string;
  /** Exactly these, in any order. @default - a finding on each marked line, and none elsewhere */
  readonly expect?: readonly Expected[];
}
export interface Expected {
  /** A part of it, or of its help. */
  readonly message?: string;
  readonly line?: number;
  readonly severity?: Diagnostic['severity'];
  readonly equals?: readonly string[];
}

/** The objects of a text; it must be readable. */
export function meshOf(yaml: string, input: SpecInput = {}) {
  const { manifests, diagnostics } = readManifests(yaml, 'mesh.yaml');
  if (diagnostics.length > 0) throw new Error(`the spec's YAML: ${diagnostics.map((d) => d.message).join('; ')}`);
  return readIstio(manifests.map(fromFile), { inventory: 'closed', ...input });
}

/** What some checks find in a text. */
export function check(checks: readonly Check[], yaml: string, input: SpecInput = {}): readonly Diagnostic[] {
  const declared = input.declared?.();
  return runChecks({ mesh: meshOf(yaml, input), ...(declared && { declared }) }, { checks, profile: 'strict', ...(input.options && { options: Object.fromEntries(checks.map((c) => [c.code, input.options!])) }) }).diagnostics;
}

export const lineOf = (d: Diagnostic): number | undefined => sourceLine(d.source)?.line;
/** Lines that end in `# <-`. */
export const markedLines = (yaml: string): number[] => yaml.split('\n').flatMap((line, i) => (/# <-\s*$/.test(line) ? [i + 1] : []));
/** A text as it is shown. */
export const unmarked = (yaml: string): string => yaml.replace(/[ \t]*# <-[ \t]*$/gm, '');
