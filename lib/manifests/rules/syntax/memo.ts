/**
 * Remembers the verdicts of a syntax check: a mesh repeats the same few strings many times. A full memory is dropped as
 * a whole, which bounds it without the bookkeeping of a real cache.
 */
export function memo<T>(check: (value: string) => T, capacity = 4096): (value: string) => T {
  const known = new Map<string, T>();
  return (value) => {
    const seen = known.get(value);
    if (seen !== undefined || known.has(value)) return seen as T;
    const verdict = check(value);
    if (known.size >= capacity) known.clear();
    known.set(value, verdict);
    return verdict;
  };
}
