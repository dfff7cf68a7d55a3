type Fields = Readonly<Record<string, unknown>>;
const isFields = (x: unknown): x is Fields => typeof x === 'object' && x !== null && !Array.isArray(x);
const isMatcher = (x: unknown): x is { asymmetricMatch(other: unknown): boolean } => typeof x === 'object' && x !== null && typeof (x as { asymmetricMatch?: unknown }).asymmetricMatch === 'function';

/** In what a value differs from a pattern that names some of its fields; lists have the length of the pattern's. `far`: how far it is from it, to find the nearest of several. */
export function differencesOf(wanted: unknown, found: unknown): { readonly lines: readonly string[]; readonly far: number } {
  const lines: string[] = [];
  let far = 0;
  const walk = (w: unknown, f: unknown, path: string): void => {
    if (isMatcher(w)) { if (!w.asymmetricMatch(f)) { far++; lines.push(`${path}: ${text(f)} is not what was wanted (${String(w)})`); } return; }
    if (Array.isArray(w) && Array.isArray(f)) {
      if (w.length !== f.length) { far++; lines.push(`${path}: expected ${w.length} entr${w.length === 1 ? 'y' : 'ies'}, found ${f.length}`); }
      for (let i = 0; i < Math.min(w.length, f.length); i++) walk(w[i], f[i], `${path}[${i}]`);
      return;
    }
    if (isFields(w) && isFields(f)) {
      for (const key of Object.keys(w)) walk(w[key], f[key], path === '' ? key : `${path}${/^[A-Za-z_]\w*$/.test(key) ? `.${key}` : `['${key}']`}`);
      return;
    }
    if (Object.is(w, f)) return;
    // One that is missing altogether is as far as all that it would have had, and a wrong name is another object.
    far += /^metadata\.(name|namespace)$/.test(path) ? 5 : f === undefined ? sizeOf(w) : 1;
    lines.push(f === undefined ? `${path}: expected ${text(w)}, not there` : `${path}: expected ${text(w)}, found ${text(f)}`);
  };
  walk(wanted, found, '');
  return { lines, far };
}
const sizeOf = (x: unknown): number => (typeof x === 'object' && x !== null ? Object.values(x).reduce((sum: number, v) => sum + sizeOf(v), 1) : 1);
function text(x: unknown): string {
  const json = typeof x === 'string' ? x : JSON.stringify(x) ?? String(x);
  return json.length > 160 ? `${json.slice(0, 157)}…` : json;
}
