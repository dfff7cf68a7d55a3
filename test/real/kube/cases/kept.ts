/**
 * Where the server keeps another value than the one that was written: the same to Kubernetes, but tools that compare what is written with what is there (kubectl, Argo CD, Flux) see a difference for ever.
 * Lists are compared by position.
 */
export function notKept(written: unknown, kept: unknown, path = ''): readonly string[] {
  if (written === null || typeof written !== 'object') return written === kept ? [] : [`${path}: ${JSON.stringify(written)} is kept as ${JSON.stringify(kept) ?? 'nothing'}`];
  if (kept === null || typeof kept !== 'object') return isEmpty(written) ? [] : [`${path}: is kept as ${JSON.stringify(kept) ?? 'nothing'}`];
  return Object.entries(written).flatMap(([key, value]) => notKept(value, (kept as Record<string, unknown>)[key], `${path}${Array.isArray(written) ? `[${key}]` : `${path && '.'}${key}`}`));
}

const isEmpty = (value: object): boolean => Object.keys(value).length === 0;
