/** Id of a declared thing: its construct path, which is unique in a construct tree. */
export type Id = string;

/** Where a fact was declared. The source line is found only when it is shown. */
export interface Origin {
  /** Construct path. */
  readonly path: string;
  readonly source?: () => { readonly file: string; readonly line: number; readonly column?: number } | undefined;
}

export interface Declared {
  readonly id: Id;
  readonly origin: Origin;
}

/** Durations in the model are whole milliseconds. */
export type Millis = number;

export type Labels = Readonly<Record<string, string>>;
