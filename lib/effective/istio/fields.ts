/** Fields of an object as it was written: nothing of them is sure. */
export type Fields = Readonly<Record<string, any>>;

/** The objects of a list; what is none of them is left out, the schema check reports it. Their places in the list are kept. */
export function entries(value: unknown): readonly (readonly [Fields, number])[] {
  if (!Array.isArray(value) || value.length === 0) return NONE;
  const out: [Fields, number][] = [];
  for (let i = 0; i < value.length; i++) if (isFields(value[i])) out.push([value[i], i]);
  return out;
}
// Nearly all lists and maps are as they should be: those are not copied.
export const items = (value: unknown): readonly Fields[] => allOf(value, isFields);
export const texts = (value: unknown): readonly string[] => allOf(value, isText);
export const fields = (value: unknown): Fields | undefined => (isFields(value) ? value : undefined);
export const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
/** A number, or a text that is one; 0 otherwise. */
export const numberOf = (value: unknown): number => (typeof value === 'number' ? value : typeof value === 'string' && value !== '' && Number.isFinite(Number(value)) ? Number(value) : 0);
/** The texts of a map, by name. */
export function textMap(value: unknown): Readonly<Record<string, string>> {
  if (!isFields(value)) return EMPTY;
  const keys = Object.keys(value);
  if (keys.every((key) => isText(value[key]))) return value;
  const out: Record<string, string> = {};
  for (const key of keys) if (isText(value[key]) || typeof value[key] === 'number' || typeof value[key] === 'boolean') out[key] = String(value[key]);
  return out;
}
const NONE: readonly never[] = [], EMPTY: Readonly<Record<string, string>> = {};
const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);
const isText = (value: unknown): value is string => typeof value === 'string';
function allOf<T>(value: unknown, is: (v: unknown) => v is T): readonly T[] {
  return !Array.isArray(value) || value.length === 0 ? NONE : value.every(is) ? value : value.filter(is);
}
