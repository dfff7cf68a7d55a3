import type { Diagnostic, Place, Severity } from '../diagnostics';
import type { IstioMesh, Provenance, SourceObject, World } from '../effective';
import type { MeshModel } from '../model';
import type { Resolved } from '../resolve/resolved';

/** What a check may look at. Everything is worked out when it is asked for, once. */
export interface CheckContext {
  /** Every object that will be written or was read, patches and raw manifests included; `objects.of(KIND.virtualService)`, `world.of(kind, namespace)`, hosts, workloads, mesh settings. */
  readonly world: World;
  /** What every proxy will really do. */
  readonly mesh: IstioMesh;
  /** Whether what the input does not hold does not exist. In an open one nothing is wrong that only an absence would make wrong. */
  readonly closed: boolean;
  /** What was declared, and what it means: rules in order, who may call whom, which policy holds. Absent where the input is YAML. */
  readonly declared?: { readonly model: MeshModel; readonly resolved: Resolved };
  /** Tuned by the user for one check; what is left out has the check's own default. */
  readonly options: Readonly<Record<string, unknown>>;
}

/**
 * A rule about a mesh: `every service has a timeout`. Named after the requirement that holds. Register your own with `MeshChecks.of(app).add(check)`, or in the
 * configuration of `mesh check`; a finding of severity `error` stops the write of an app.
 */
export interface Check {
  /** Permanent; users' own do not start with `MESH`. */
  readonly code: string;
  /** The sentence that must hold. */
  readonly title: string;
  /** Why, and what to do about it; Markdown. @default - none */
  readonly docs?: string;
  /** Of findings that do not say. @default 'error' */
  readonly severity?: Severity;
  /** Codes of other tools that mean the same: `IST0101`, `KIA1101`. @default - no other tool has it */
  readonly equals?: readonly string[];
  /** `strict`: an opinion, off unless asked for. @default 'default' */
  readonly profile?: 'default' | 'strict';
  run(context: CheckContext): Iterable<CheckFinding>;
}
/** A diagnostic without its code, which is the check's. `severity` @default - the check's. `equals` @default - the check's, where only some of them fit. */
export type CheckFinding = Omit<Diagnostic, 'code' | 'severity'> & { readonly severity?: Severity; readonly equals?: readonly string[] };

/** A finding about a field of an object: `finding(virtualService, 'spec.http[0].route[0].destination.subset', message, { help })`. */
export function finding(object: SourceObject, field: string | undefined, message: string, more: { readonly help?: string; readonly severity?: Severity; readonly related?: readonly (Place & { readonly message?: string })[]; readonly equals?: readonly string[] } = {}): CheckFinding {
  return { ...object.place(field), message, ...more };
}

/** The place of a fact. (Facts are many and their places are found late: `{ ...fact.from }` has nothing in it.) */
export const placeOf = (from: Provenance): Place => ({ ...(from.object && { object: from.object }), ...(from.path !== undefined && { path: from.path }), ...(from.source !== undefined && { source: from.source }) });
/** A finding about a fact of the effective mesh: `findingAt(rule.from, message, { help })`. */
export function findingAt(from: Provenance, message: string, more: Parameters<typeof finding>[3] = {}): CheckFinding {
  return { ...placeOf(from), message, ...more };
}
