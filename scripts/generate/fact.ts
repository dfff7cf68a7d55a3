import type { FormName } from '../../lib/manifests/schema/forms';
import type { Schema } from './schema-file';

/** By definition and field; `[]` is for the items, `{}` for the values of a map, a definition alone for what is said of several fields. */
export type CheckFacts = Readonly<Record<string, Schema>>;

export const form = (name: FormName): Schema => ({ 'x-form': name });
export const keys = (name: FormName): Schema => ({ 'x-keys': name });
export const oneOf = (...values: string[]): Schema => ({ enum: values });
export const between = (minimum: number, maximum: number): Schema => ({ minimum, maximum });
export const SOME: Schema = { minItems: 1 };
export const TEXT: Schema = { minLength: 1 };
export const COUNT: Schema = { minimum: 0 };
export const PORT: Schema = between(1, 65535);
/** Of a user or a group. */
export const ID: Schema = between(0, 2 ** 31 - 1);
/** Of a file. */
export const MODE: Schema = between(0, 0o777);
/** Of these fields one is there, and no other. */
export const oneField = (...fields: string[]): Schema => ({ 'x-at-most-one': [fields], 'x-at-least-one': [fields] });
export const oneFieldAtMost = (...fields: string[]): Schema => ({ 'x-at-most-one': [fields] });
/** The same facts about several definitions or fields. */
export const each = (names: readonly string[], fact: Schema): Record<string, Schema> => Object.fromEntries(names.map((name) => [name, fact]));
/** Required by the published schema, and read as empty by the API server where it is left out. */
export const OPTIONAL: Schema = { required: [] };
