/** Deeper than this is a circle. */
export const MAX_DEPTH = 500;

/** Why a value cannot be written, and where: found afterwards, so that writing itself need not know where it is. */
export function unwritable(value: unknown, path = '', depth = 0): string | undefined {
  if (typeof value === 'function' || typeof value === 'symbol') return `a ${typeof value} cannot be written as YAML, at ${path || 'the document itself'}`;
  if (typeof value !== 'object' || value === null) return undefined;
  if (depth > MAX_DEPTH) return `nested deeper than ${MAX_DEPTH} levels or in a circle, at ${path.slice(0, 80)}…`;
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) { const found = unwritable(value[i], `${path}[${i}]`, depth + 1); if (found) return found; }
    return undefined;
  }
  if (!isPlain(value)) return `an object of type ${value.constructor?.name} cannot be written as YAML, at ${path || 'the document itself'}`;
  for (const [key, entry] of Object.entries(value)) {
    const found = unwritable(entry, /^[\w-]+$/.test(key) ? (path ? `${path}.${key}` : key) : `${path}[${JSON.stringify(key)}]`, depth + 1);
    if (found) return found;
  }
  return undefined;
}

/** Plain data of any realm, as cdk8s has it: objects of a class are mistakes. */
export function isPlain(value: object): boolean {
  const proto = Object.getPrototypeOf(value) as unknown;
  return proto === Object.prototype || proto === null || value.constructor?.name === 'Object';
}
