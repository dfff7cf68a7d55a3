/** Fields of an object as it was written: nothing of them is sure. */
export type Fields = Readonly<Record<string, any>>;

/** The objects of a list; what is none of them is left out, the schema check reports it. Their places in the list are kept. */
export function entries(value: unknown): readonly (readonly [Fields, number])[] {
  const out: [Fields, number][] = [];
  if (Array.isArray(value)) value.forEach((v, i) => { if (isFields(v)) out.push([v, i]); });
  return out;
}
export const items = (value: unknown): readonly Fields[] => entries(value).map(([v]) => v);
export const texts = (value: unknown): readonly string[] => (Array.isArray(value) ? value.filter((v): v is string => typeof v === 'string') : []);
export const fields = (value: unknown): Fields | undefined => (isFields(value) ? value : undefined);
export const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
/** A number, or a text that is one; 0 otherwise. */
export const numberOf = (value: unknown): number => (typeof value === 'number' ? value : typeof value === 'string' && value !== '' && Number.isFinite(Number(value)) ? Number(value) : 0);
/** The texts of a map, by name. */
export function textMap(value: unknown): Readonly<Record<string, string>> {
  const out: Record<string, string> = {};
  if (isFields(value)) for (const key of Object.keys(value)) if (typeof value[key] === 'string' || typeof value[key] === 'number' || typeof value[key] === 'boolean') out[key] = String(value[key]);
  return out;
}
const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);
