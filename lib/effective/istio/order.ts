import { namespaceOf, type SourceObject } from '../objects';

/** istiod's order of objects: the oldest first; those of one age by name and then by namespace. What has no time yet is to be made: the youngest. */
export function byAge(a: SourceObject, b: SourceObject): number {
  return compareTimes(createdOf(a), createdOf(b)) || compare(a.manifest.metadata.name, b.manifest.metadata.name) || compare(namespaceOf(a.manifest), namespaceOf(b.manifest));
}
export const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
export const compareTimes = (a: number, b: number): number => (a === b ? 0 : a < b ? -1 : 1);

/** When the cluster made it; Infinity: not yet. */
export function createdOf(object: SourceObject): number {
  const text = (object.manifest.metadata as { readonly creationTimestamp?: unknown }).creationTimestamp;
  const time = typeof text === 'string' ? Date.parse(text) : text instanceof Date ? text.getTime() : NaN;
  return Number.isNaN(time) ? Infinity : time;
}
