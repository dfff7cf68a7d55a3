/*
 * Which style a string gets. The rules are those of the `yaml` package for YAML 1.1 without line folding (as cdk8s calls it),
 * so that the bytes agree. Where that text would not read back as the same string (in kubectl, or anywhere), we differ:
 * text of several lines as a whole document, white space of several lines, text that starts with a tab, a `<<` key, characters that YAML 1.1 folds or forbids, numbers as Go
 * reads them (`0X1F`, `0o17`, `-_1`).
 */

export const PLAIN = 0;
export const DOUBLE = 1;
const SINGLE = 2;
const BLOCK = 3;

/** Of a first character: 0 nothing special, 1 the text may be read as something else, 2 it cannot start a plain scalar. */
export const FIRST = new Uint8Array(128);
/** Of any character: 0 safe inside a plain scalar, then the classes below. */
export const CLASS = new Uint8Array(128);
export const BLANK = 1;
export const COLON = 2;
const NEWLINE = 3;
export const CONTROL = 4;

for (let c = 0; c < 32; c++) { FIRST[c] = 2; CLASS[c] = CONTROL; }
FIRST[127] = 2; CLASS[127] = CONTROL;
CLASS[9] = BLANK; CLASS[32] = BLANK; CLASS[58] = COLON; CLASS[10] = NEWLINE;
for (const ch of ' ,[]{}#&*!|>\'"%@`') FIRST[ch.charCodeAt(0)] = 2;
for (const ch of '0123456789+-.?~<eEyYnNtTfFoO') FIRST[ch.charCodeAt(0)] = 1;

/** Above ASCII, what must be escaped: C1 controls, line breaks of YAML 1.1, byte order mark, non-characters, lone surrogates. */
export function isTrouble(c: number, s: string, i: number): boolean {
  if (c < 0xd800) return c < 0xa0 || c === 0x2028 || c === 0x2029;
  if (c < 0xdc00) { const next = s.charCodeAt(i + 1); return !(next >= 0xdc00 && next < 0xe000); }
  if (c < 0xe000) { const before = s.charCodeAt(i - 1); return !(before >= 0xd800 && before < 0xdc00); }
  return c === 0xfeff || c >= 0xfffe;
}

const WORDS = new Set<string>();
for (const w of ['null', 'yes', 'no', 'true', 'false', 'on', 'off']) for (const v of [w, w[0].toUpperCase() + w.slice(1), w.toUpperCase()]) WORDS.add(v);
for (const w of ['y', 'Y', 'n', 'N', '~', '-', '?']) WORDS.add(w);

const TIMESTAMP = /^\d{4}-\d{1,2}-\d{1,2}(?:(?:[tT]|[ \t]+)\d{1,2}:\d{1,2}:\d{1,2}(?:\.\d+)?(?:[ \t]*(?:Z|[-+][012]?\d(?::\d{2})?))?)?$/;
const GO_INTEGER = /^[-+]?(?:0[xX][\da-fA-F]+|0[bB][01]+|0[oO]?[0-7]+|\d+)$/;
const GO_FLOAT = /^[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?$/;

/** Would a plain scalar of these characters (first of class 1) be read as anything but this string? */
export function isAmbiguous(s: string): boolean {
  const c = s.charCodeAt(0);
  if (c >= 65 || c === 60 || c === 63) { // letters, `~`, `<`, `?`
    if (s.length <= 5 && WORDS.has(s)) return true;
    if (c === 69 || c === 101) return isExponent(s, 0);
    return c === 63 && isBlank(s.charCodeAt(1));
  }
  return isNumberLike(s) || (s.includes('_') && isGoNumber(s)) || (c === 45 && (s.length === 1 || isBlank(s.charCodeAt(1))));
}

const isBlank = (c: number) => c === 32 || c === 9;
const isDigit = (c: number) => c >= 48 && c <= 57;

/** Go drops every `_` first. */
function isGoNumber(s: string): boolean {
  const bare = s.replaceAll('_', '');
  return GO_INTEGER.test(bare) || GO_FLOAT.test(bare);
}

/** From `i`, `[eE][-+]?[0-9]+` to the end. */
function isExponent(s: string, i: number): boolean {
  let c = s.charCodeAt(i + 1);
  i += c === 43 || c === 45 ? 2 : 1;
  if (i >= s.length) return false;
  for (; i < s.length; i++) { c = s.charCodeAt(i); if (!isDigit(c)) return false; }
  return true;
}

/** Digits and underscores from `i`: where they end. */
function digits(s: string, i: number): number {
  for (; i < s.length; i++) { const c = s.charCodeAt(i); if (!isDigit(c) && c !== 95) break; }
  return i;
}

/** Integers, floats, sexagesimals and dates of YAML 1.1, scanned by hand: addresses, ports, versions and quantities start the same way. */
function isNumberLike(s: string): boolean {
  const n = s.length;
  let c = s.charCodeAt(0);
  const start = c === 43 || c === 45 ? 1 : 0;
  if (start === n) return false;
  c = s.charCodeAt(start);
  if (c === 46) return isFraction(s, start, start);
  if (c === 101 || c === 69) return isExponent(s, start);
  if (!isDigit(c)) return false;
  const end = digits(s, start);
  if (end === n) return true;
  c = s.charCodeAt(end);
  if (c === 46) return isFraction(s, end, start);
  if (c === 101 || c === 69) return isExponent(s, end) || isRadix(s, start);
  if (c === 58) return isSexagesimal(s, end);
  if (c === 45) return end === 4 && start === 0 && TIMESTAMP.test(s);
  return isRadix(s, start);
}

function isRadix(s: string, start: number): boolean {
  if (s.charCodeAt(start) !== 48) return false;
  const c = s.charCodeAt(start + 1) | 32;
  if (c !== 120 && c !== 98 && c !== 111) return false;
  return /^[-+]?0(?:x[\da-fA-F_]+|b[01_]+)$/.test(s) || GO_INTEGER.test(s.replaceAll('_', ''));
}

/** From the dot at `i`: `\.[0-9_]*` and perhaps an exponent, or infinity, or not a number. */
function isFraction(s: string, i: number, start: number): boolean {
  const end = digits(s, i + 1);
  if (end === s.length) return true;
  const c = s.charCodeAt(end);
  if (c === 101 || c === 69) return isExponent(s, end);
  if (i !== start || s.length - i !== 4) return false;
  const word = s.slice(i + 1);
  return word === 'inf' || word === 'Inf' || word === 'INF' || (start === 0 && (word === 'nan' || word === 'NaN' || word === 'NAN'));
}

/** From the colon at `i`: `(:[0-5]?[0-9])+` and perhaps a fraction. */
function isSexagesimal(s: string, i: number): boolean {
  const n = s.length;
  while (i < n && s.charCodeAt(i) === 58) {
    const a = s.charCodeAt(i + 1);
    if (!isDigit(a)) return false;
    if (isDigit(s.charCodeAt(i + 2))) { if (a > 53) return false; i += 3; } else i += 2;
  }
  return i === n || (s.charCodeAt(i) === 46 && digits(s, i + 1) === n);
}

/** A line that a reader would take for the end of the document, or for a directive. */
export const hasDocumentMarker = (s: string): boolean => /^(?:%|---|\.\.\.)/m.test(s);

/** The style of any string, from one look at every character. `rootKey`: a key that stands in the first column. */
export function styleOf(s: string, key: boolean, rootKey: boolean): number {
  const n = s.length;
  if (n === 0) return DOUBLE;
  const first = s.charCodeAt(0);
  let bad = first < 128 && (FIRST[first] === 2 || (FIRST[first] === 1 && isAmbiguous(s)));
  let lines = false, single = false, double = false;
  for (let i = 0; i < n; i++) {
    const c = s.charCodeAt(i);
    if (c > 127) {
      if (isTrouble(c, s, i)) return DOUBLE;
      continue;
    }
    switch (CLASS[c]) {
      case CONTROL: return DOUBLE;
      case NEWLINE: lines = true; break;
      case BLANK: if (i + 1 === n || s.charCodeAt(i + 1) === 35) bad = true; break;
      case COLON: if (i + 1 === n || isBlank(s.charCodeAt(i + 1))) bad = true; break;
      default: if (c === 34) double = true; else if (c === 39) single = true;
    }
  }
  if (lines) return key || !canBeBlock(s) ? DOUBLE : BLOCK;
  if (bad || (rootKey && hasDocumentMarker(s))) return double && !single ? SINGLE : DOUBLE;
  return PLAIN;
}

/** As far as white space goes: its last line may not be blank without being empty, and a text of nothing but space has no indentation to read. */
export function canBeBlock(s: string): boolean {
  const n = s.length, last = s.charCodeAt(n - 1);
  if (last !== 10 && last !== 9 && last !== 32) return true;
  let end = n - 1;
  while (end > 0 && isSpace(s.charCodeAt(end - 1))) end--;
  if (end === 0) return /^\n+$/.test(s);
  return last === 10 || !s.includes('\n', end);
}
const isSpace = (c: number) => c === 10 || c === 9 || c === 32;

const NAMED: Readonly<Record<number, string>> = {
  0: '\\0', 7: '\\a', 8: '\\b', 9: '\\t', 10: '\\n', 11: '\\v', 12: '\\f', 13: '\\r', 27: '\\e', 34: '\\"', 92: '\\\\', 0x85: '\\N', 0x2028: '\\L', 0x2029: '\\P',
};

/** Double quotes. Long text of several lines is laid out as lines, an empty one standing for each break, as `yaml` does. */
export function doubleQuoted(s: string, key: boolean, indent: number): string {
  const layOut = !key && s.includes('\n') && JSON.stringify(s).length >= 40;
  const margin = ' '.repeat(indent);
  let out = '"', from = 0, escaped = -1;
  const n = s.length;
  for (let i = 0; i < n; i++) {
    const c = s.charCodeAt(i);
    if (c === 32) { // a space before a break would be lost in folding
      if (s.charCodeAt(i + 1) === 10 && i !== escaped) { out += s.slice(from, i) + '\\ '; from = i + 1; }
      continue;
    }
    if (c === 10 && layOut && i + 1 < n) {
      out += s.slice(from, i) + '\n\n';
      while (s.charCodeAt(i + 1) === 10 && i + 2 < n) { out += '\n'; i++; }
      out += margin;
      if (s.charCodeAt(i + 1) === 32) { out += '\\'; escaped = i + 1; }
      from = i + 1;
      continue;
    }
    const escape = escapeOf(c, s, i);
    if (escape === undefined) continue;
    out += s.slice(from, i) + escape;
    from = i + 1;
  }
  return out + s.slice(from) + '"';
}

function escapeOf(c: number, s: string, i: number): string | undefined {
  if (c >= 32 && c < 127) return c === 34 || c === 92 ? NAMED[c] : undefined;
  if (c < 160) return NAMED[c] ?? '\\x' + hex(c, 2);
  return isTrouble(c, s, i) ? NAMED[c] ?? '\\u' + hex(c, 4) : undefined;
}
const hex = (c: number, width: number) => c.toString(16).padStart(width, '0');

/** The header of a block scalar: `|`, an indentation indicator where the text starts with a space (or a tab, which kubectl refuses without one), how its end is chomped. */
export function blockHeader(s: string): string {
  let end = s.length;
  for (; end > 0; end--) { const c = s.charCodeAt(end - 1); if (c !== 10 && c !== 9 && c !== 32) break; }
  const nl = s.indexOf('\n', end);
  const chomp = nl < 0 ? '-' : end === 0 || nl !== s.length - 1 ? '+' : '';
  for (let i = 0; i < end; i++) {
    const c = s.charCodeAt(i);
    if (c === 32 || c === 9) return '|2' + chomp;
    if (c !== 10) break;
  }
  return '|' + chomp;
}
