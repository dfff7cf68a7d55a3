/** A JSON object of unknown shape: rules read it through the accessors below and so survive input of the wrong type. */
export type Fields = Readonly<Record<string, unknown>>;

const NOTHING: readonly never[] = Object.freeze([]);

/** The value as an object, or undefined. */
export function fields(value: unknown): Fields | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : undefined;
}

/** The value as a list; anything else is the empty list, as an unset repeated field. */
export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : NOTHING;
}

/** The value as a string; anything else is the empty string, as an unset string field. */
export function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** The value as a number; anything else is 0, as an unset number field. */
export function number(value: unknown): number {
  return typeof value === 'number' ? value : 0;
}

/** Set in Istio's eyes: null is the same as absent. */
export function isSet(value: unknown): boolean {
  return value !== undefined && value !== null;
}
