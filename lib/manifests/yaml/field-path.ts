/** `spec.http[0]`, `metadata.labels["app.kubernetes.io/name"]`, or its segments. */
export type FieldPath = string | readonly (string | number)[];

/** The segments of a path as text. */
export function segmentsOf(path: FieldPath): readonly (string | number)[] {
  if (typeof path !== 'string') return path;
  const segments: (string | number)[] = [];
  const pattern = /\[(\d+)\]|\[("(?:[^"\\]|\\.)*")\]|\['([^']*)'\]|\[([^\]]*)\]|([^.[\]]+)/g;
  for (const [, index, quoted, single, bare, word] of path.matchAll(pattern)) {
    segments.push(index !== undefined ? Number(index) : quoted !== undefined ? unquoted(quoted) : (single ?? bare ?? word));
  }
  return segments;
}

function unquoted(text: string): string {
  try { return JSON.parse(text) as string; } catch { return text.slice(1, -1); }
}
