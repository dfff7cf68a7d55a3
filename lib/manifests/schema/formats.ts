const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
const DATE_TIME = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])[Tt](?:[01]\d|2[0-3]):[0-5]\d:(?:[0-5]\d|60)(?:\.\d+)?(?:[Zz]|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/;
const QUANTITY = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[numkMGTPE]|[KMGTPE]i|[eE][+-]?\d+)?$/;

export const isBase64 = (text: string): boolean => BASE64.test(text.replace(/[\r\n]/g, ''));
export const isDateTime = (text: string): boolean => DATE_TIME.test(text);
export const isQuantity = (value: unknown): boolean => (typeof value === 'string' ? QUANTITY.test(value) : typeof value === 'number' && Number.isFinite(value));

export interface Duplicate { readonly first: number; readonly second: number }

/** Keys that Kubernetes fills in where they are absent. */
const DEFAULTS: Readonly<Record<string, unknown>> = { protocol: 'TCP' };

/** The first two items with the same key fields, or with the same value if no field is a key. */
export function firstDuplicate(items: readonly unknown[], keys: readonly string[]): Duplicate | undefined {
  const seen = new Map<unknown, number>();
  for (let i = 0; i < items.length; i++) {
    const item = items[i] as Record<string, unknown>;
    const key = keys.length === 0 ? plainKey(item) : keys.length === 1 ? item[keys[0]!] : JSON.stringify(keys.map((name) => item[name] ?? DEFAULTS[name]));
    const first = seen.get(key);
    if (first !== undefined) return { first, second: i };
    seen.set(key, i);
  }
  return undefined;
}

const plainKey = (value: unknown): unknown => (typeof value === 'object' ? JSON.stringify(value) : value);
