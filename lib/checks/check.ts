import type { Diagnostic } from '../diagnostics';
import type { Manifest } from '../manifests/manifest';
import type { MeshModel, Origin } from '../model';
import type { Resolved } from '../resolve/resolved';

/** What a check may look at. Everything is worked out when it is asked for, once. */
export interface CheckContext {
  /** What was declared. */
  readonly model: MeshModel;
  /** What it means: rules in order, who may call whom, which policy holds. */
  readonly resolved: Resolved;
  /** Every object that will be written, patches and raw manifests included, with the construct it comes from. */
  readonly manifests: () => readonly { readonly manifest: Manifest; readonly origin: Origin }[];
}

/**
 * A rule of your own about a mesh: `every service has a timeout`. Named after the requirement that holds. Register it with `MeshChecks.of(app).add(check)`;
 * a finding of severity `error` stops the write, as the library's own do.
 */
export interface Check {
  /** Permanent; not one of the library's (`MESH…`). */
  readonly code: string;
  /** The sentence that must hold. */
  readonly title: string;
  /** Why, and what to do about it; Markdown. @default - none */
  readonly docs?: string;
  run(context: CheckContext): Iterable<CheckFinding>;
}
/** A diagnostic without its code, which is the check's. `severity` @default 'error' */
export type CheckFinding = Omit<Diagnostic, 'code' | 'severity'> & { readonly severity?: Diagnostic['severity'] };
