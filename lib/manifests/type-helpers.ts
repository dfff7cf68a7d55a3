/** At most one of the fields: naming two is a compile error, and so is an object built with a condition per field. */
export type AtMostOneOf<T> = { [K in keyof T]: { readonly [P in K]?: T[P] } & { readonly [P in Exclude<keyof T, K>]?: never } }[keyof T];

/** As Istio writes it: `1s`, `250ms`, `1h30m`. */
export type Duration = string;

/** As `100m`, `1.5`, `128Mi`. */
export type Quantity = string | number;

export type IntOrString = number | string;

/** The same type, for an object that is still being filled. */
export type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** Metadata of a template: the object made from it gets its name later. */
export interface PartialObjectMeta {
  readonly annotations?: Readonly<Record<string, string>>;
  readonly labels?: Readonly<Record<string, string>>;
  readonly name?: string;
  readonly namespace?: string;
}
