import type { FormName } from './forms';

/** A schema as data, for the walk that explains. Other shapes are named by their number. */
export interface Shape {
  readonly is: 'object' | 'map' | 'array' | 'string' | 'integer' | 'number' | 'boolean' | 'any' | 'intOrString' | 'quantity' | 'metadata';
  readonly nullable?: boolean;
  readonly properties?: Readonly<Record<string, number>>;
  readonly required?: readonly string[];
  /** At most one field of each group may be there. */
  readonly groups?: readonly (readonly string[])[];
  /** At least one field of each group must be there. */
  readonly some?: readonly (readonly string[])[];
  /** Unknown fields are allowed. */
  readonly open?: boolean;
  readonly items?: number;
  readonly values?: number;
  /** Form of the keys of a map. */
  readonly keys?: FormName;
  /** Items are told apart by these fields; by their value if there are none. */
  readonly unique?: readonly string[];
  /** Duplicates are a warning. */
  readonly lenient?: boolean;
  readonly enum?: readonly string[];
  readonly pattern?: string;
  readonly form?: FormName;
  /** Least value, length or number of items. */
  readonly min?: number;
  readonly max?: number;
  /** Numbers of rules. */
  readonly rules?: readonly number[];
}

/** A CEL rule: its text, and the code compiled from it. */
export interface CelRule { readonly text: string; readonly holds: (self: unknown) => boolean }

/** What is wrong with an object: a path below it, which is empty for the object itself. */
export interface Fault { readonly at: string; readonly message: string; readonly help: string }
/** A rule that is code from the start, about an object whose structure is sound: the first thing that is wrong. */
export interface CodeRule { readonly check: (self: never) => Fault | undefined }

export type Rule = CelRule | CodeRule;

/** The shapes and rules of one version of the schemas; loaded when something has to be explained. */
export interface Shapes { readonly SHAPES: readonly Shape[]; readonly RULES: readonly Rule[] }

/** A kind, and the served versions that share its schema. */
export interface KindSchema {
  readonly group: string;
  readonly kind: string;
  readonly plural: string;
  readonly namespaced: boolean;
  readonly versions: readonly string[];
  readonly storage: string;
  readonly shape: number;
}
