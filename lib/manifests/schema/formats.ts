import { annotationsValid, isMetadataField, labelsValid } from './metadata';

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
const QUANTITY = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[numkMGTPE]|[KMGTPE]i|[eE][+-]?\d+)?$/;

export const isBase64 = (text: string): boolean => BASE64.test(text.replace(/[\r\n]/g, ''));
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

/** Metadata of a pod or volume claim template. */
export function isTemplateMetadata(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  for (const key in value) if (!isMetadataField(key) && (value as Record<string, unknown>)[key] !== undefined) return false;
  const { labels, annotations } = value as { labels?: unknown; annotations?: unknown };
  return (labels == null || labelsValid(labels)) && (annotations == null || annotationsValid(annotations));
}
