/** A schema as data, for the walk that explains. Other shapes are named by their number. */
export interface Shape {
  readonly is: 'object' | 'map' | 'array' | 'string' | 'integer' | 'number' | 'boolean' | 'any' | 'intOrString' | 'quantity' | 'metadata';
  readonly nullable?: boolean;
  readonly properties?: Readonly<Record<string, number>>;
  readonly required?: readonly string[];
  /** At most one field of each group may be there. */
  readonly groups?: readonly (readonly string[])[];
  /** Unknown fields are allowed. */
  readonly open?: boolean;
  readonly items?: number;
  readonly values?: number;
  /** Items are told apart by these fields; by their value if there are none. */
  readonly unique?: readonly string[];
  /** Duplicates are a warning. */
  readonly lenient?: boolean;
  readonly enum?: readonly string[];
  readonly pattern?: string;
  readonly format?: 'byte' | 'date-time';
  /** Least value, length or number of items. */
  readonly min?: number;
  readonly max?: number;
  /** Numbers of CEL rules. */
  readonly rules?: readonly number[];
}

/** A CEL rule: its text, and the code compiled from it. */
export interface Rule { readonly text: string; readonly holds: (self: unknown) => boolean }

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
