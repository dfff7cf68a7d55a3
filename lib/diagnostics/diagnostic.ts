/** How bad it is: an `error` stops the write, a `warning` is printed, an `info` is shown on request. */
export type Severity = 'error' | 'warning' | 'info';

/** What a finding is about: a construct of the program, or an object of a YAML file. */
export interface Place {
  /** Construct path, as `storefront/team/web`. */
  readonly path?: string;
  /** Where it was declared or written; resolved only when it is shown. */
  readonly source?: SourceRef;
  /** The Kubernetes object concerned. */
  readonly object?: ObjectRef;
}

/** A line of source. A function, where finding it costs something: it is called when the line is printed. */
export type SourceRef = SourceLine | (() => SourceLine | undefined);
export interface SourceLine { readonly file: string; readonly line: number; readonly column?: number }

/** Name of a Kubernetes object. */
export interface ObjectRef { readonly apiVersion?: string; readonly kind: string; readonly namespace?: string; readonly name: string }

/** One finding. Codes are permanent and never reused. */
export interface Diagnostic extends Place {
  readonly code: string;
  readonly severity: Severity;
  /** One line, lower case, no full stop: what is wrong. */
  readonly message: string;
  /** What to do about it, ready to paste where that is possible. @default - the message says it all */
  readonly help?: string;
  /** Codes of other tools that mean the same: `IST0101`, `KIA1101`. @default - none has it */
  readonly equals?: readonly string[];
  /** The other things concerned. @default - none */
  readonly related?: readonly (Place & { readonly message?: string })[];
}
