/** Where two plain values differ: `path: official ≠ ours`. */
export function differences(official: unknown, ours: unknown, path = ''): string[] {
  if (Array.isArray(official) && Array.isArray(ours)) {
    const keyed = keyOf(official, ours);
    if (keyed !== undefined) return differences(byKey(official, keyed), byKey(ours, keyed), path);
    return Array.from({ length: Math.max(official.length, ours.length) }, (_, i) => differences(official[i], ours[i], `${path}[${i}]`)).flat();
  }
  if (isMap(official) && isMap(ours)) {
    return [...new Set([...Object.keys(official), ...Object.keys(ours)])].sort().flatMap((key) => differences(official[key], ours[key], `${path}${/^[\w-]+$/.test(key) ? `.${key}` : `["${key}"]`}`));
  }
  return JSON.stringify(official) === JSON.stringify(ours) ? [] : [`${path}: ${JSON.stringify(official)} ≠ ${JSON.stringify(ours)}`];
}
const isMap = (x: unknown): x is Record<string, unknown> => typeof x === 'object' && x !== null && !Array.isArray(x);

/** Lists of named things are compared name by name, and by the order of the names where it counts. */
function keyOf(...lists: readonly (readonly unknown[])[]): string | undefined {
  return ['mountPath', 'name'].find((key) => lists.every((list) => list.every((item) => isMap(item) && typeof item[key] === 'string') && new Set(list.map((item) => (item as Record<string, unknown>)[key])).size === list.length));
}
const byKey = (list: readonly unknown[], key: string): Record<string, unknown> => ({ ...Object.fromEntries(list.map((item) => [(item as Record<string, string>)[key]!, item])), '(order)': list.map((item) => (item as Record<string, string>)[key]!).join(' ') });
