/**
 * What a plain scalar means, as kubectl reads it (sigs.k8s.io/yaml, which is go-yaml v2 and then JSON): YAML 1.1 booleans
 * (`y`, `on`, …), octal `0777` and `0o777`, hexadecimal and binary, `_` between digits; dates and sexagesimals are strings.
 */
export function resolvePlain(s: string): unknown {
  const c = s.charCodeAt(0);
  if (c === 43 || c === 45 || (c >= 48 && c <= 57)) return signedOrDigit(s, c);
  if (c === 46) return DOTTED.test(s) ? numberOr(s) : (SPECIAL.get(s) ?? s);
  if (s.length <= 5 && WORDS.has(s)) return WORDS.get(s);
  return s;
}

const WORDS = new Map<string, boolean | null>([['', null], ['~', null]]);
for (const [value, words] of [[true, ['y', 'yes', 'true', 'on']], [false, ['n', 'no', 'false', 'off']], [null, ['null']]] as const) {
  for (const w of words) for (const v of [w, w[0].toUpperCase() + w.slice(1), w.toUpperCase()]) WORDS.set(v, value);
}
const SPECIAL = new Map<string, number>();
for (const w of ['.inf', '.Inf', '.INF']) { SPECIAL.set(w, Infinity); SPECIAL.set('+' + w, Infinity); SPECIAL.set('-' + w, -Infinity); }
for (const w of ['.nan', '.NaN', '.NAN']) SPECIAL.set(w, NaN);

const DOTTED = /^\.\d+(?:[eE][-+]?\d+)?$/;
const FLOAT = /^[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?$/;
const RADIX = /^([-+]?)0(?:[xX]([\da-fA-F]+)|[bB]([01]+)|[oO]?([0-7]+))$/;

function signedOrDigit(s: string, first: number): unknown {
  const n = s.length;
  // Most are short decimal integers; of the rest, most are addresses, quantities and versions, told by a character no number has.
  if (n === 1 || (first !== 48 && !(first < 48 && s.charCodeAt(1) === 48))) {
    let value = first - 48, i = 1;
    if (first < 48) value = 0;
    for (; i < n; i++) {
      const c = s.charCodeAt(i);
      if (c < 48 || c > 57) break;
      value = value * 10 + (c - 48);
    }
    if (i === n && n <= 15 && (first >= 48 || n > 1)) return first === 45 ? 0 - value : value;
  }
  if (!/^[-+\d._eExXoObBa-fA-FiInNfF]+$/.test(s)) return s;
  const special = SPECIAL.get(s);
  if (special !== undefined) return special;
  const bare = s.includes('_') ? s.replaceAll('_', '') : s;
  const radix = RADIX.exec(bare);
  if (radix) return inRadix(s, bare, radix);
  return FLOAT.test(bare) ? numberOr(bare, s) : s;
}

/** Go refuses what does not fit into 64 bits and, where it is no decimal number either, leaves it a string. */
function inRadix(s: string, bare: string, [, sign, hex, bin, oct]: RegExpExecArray): unknown {
  const value = BigInt(hex !== undefined ? `0x${hex}` : bin !== undefined ? `0b${bin}` : `0o${oct}`);
  if (value <= (sign === '' ? MAX_UNSIGNED : sign === '-' ? MAX_SIGNED + 1n : MAX_SIGNED)) return sign === '-' ? 0 - Number(value) : Number(value);
  return FLOAT.test(bare) ? numberOr(bare, s) : s;
}
const MAX_SIGNED = 2n ** 63n - 1n, MAX_UNSIGNED = 2n ** 64n - 1n;

/** Beyond the range of a float, Go leaves a string. */
function numberOr(s: string, otherwise = s): unknown {
  const value = Number(s);
  return !Number.isFinite(value) ? otherwise : value === 0 ? 0 : value; // never -0
}

/** A key as a string, as the same reader makes one of a number or a boolean; undefined where it refuses the key. */
export function keyOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return String(value);
  if (typeof value !== 'number') return undefined;
  // Go prints it with the precision of 32 bits, which only matters for fractions that are longer than that.
  return Number.isInteger(value) || Math.abs(value - Number(Math.fround(value).toPrecision(7))) === 0 ? String(value) : undefined;
}
