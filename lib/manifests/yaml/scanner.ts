import { CLASS, CONTROL, FIRST, isTrouble } from './scalar-style';
import { resolvePlain } from './plain';
import { Unreadable } from './unreadable';

/** Thrown where a document uses more of YAML than is read natively; the library then reads it, or says what is wrong with it. */
export const BAIL = new Error('beyond the native subset');

/** Nested deeper than this is an attack or an accident. */
export const MAX_NESTING = 400;

/** Keys repeat, so that most need not be cut out of the text again. Indexed by hash; a collision replaces. */
const cachedKeys: (string | undefined)[] = new Array<string | undefined>(4096).fill(undefined);

const SIMPLE: Readonly<Record<string, string>> = {
  0: '\0', a: '\x07', b: '\b', t: '\t', '\t': '\t', n: '\n', v: '\v', f: '\f', r: '\r', e: '\x1b', ' ': ' ', '"': '"', '/': '/', '\\': '\\', N: '\x85', _: '\xa0', L: '\u2028', P: '\u2029',
};

/** Where the reader is in the text, and the scalars that flow and block style share. Lines end with `\n` only. */
export class Scanner {
  /** Set to learn where things stand: of each object and list, the offsets of its entries. */
  marks: Map<object, Map<string | number, number>> | undefined;
  /** Offsets of keys that an object has twice: the later one counts, as in kubectl. */
  readonly duplicates: number[] = [];
  protected pos: number;
  protected depth = 0;

  constructor(protected readonly text: string, private readonly start: number, protected readonly end: number) {
    this.pos = start;
  }

  /** `doubtful`: the object may have the key already. */
  protected put(object: Record<string, unknown>, key: string, value: unknown, at: number, doubtful = true): void {
    if (doubtful && Object.hasOwn(object, key)) this.duplicates.push(at);
    if (key === '__proto__') Object.defineProperty(object, key, { value, writable: true, enumerable: true, configurable: true });
    else object[key] = value;
    if (this.marks) this.mark(object, key, at);
  }

  protected mark(container: object, key: string | number, at: number): void {
    let marks = this.marks!.get(container);
    if (!marks) this.marks!.set(container, (marks = new Map()));
    marks.set(key, at);
  }

  /** What the library would accept and kubectl refuses. */
  protected fail(message: string): never {
    const before = this.text.slice(this.start, this.pos).split('\n');
    throw new Unreadable(message, before.length - 1, before[before.length - 1].length);
  }

  protected peek(offset = 0): number {
    const at = this.pos + offset;
    return at < this.end ? this.text.charCodeAt(at) : 10;
  }

  /** Past blanks of this line. */
  protected skipBlanks(): void {
    const { text, end } = this;
    while (this.pos < end) {
      const c = text.charCodeAt(this.pos);
      if (c !== 32 && c !== 9) return;
      this.pos++;
    }
  }

  /** Nothing but a comment may follow on this line. Leaves the position at its end. */
  protected restOfLine(): void {
    const start = this.pos;
    this.skipBlanks();
    const c = this.peek();
    if (c === 10) return;
    if (c !== 35 || this.pos === start) throw BAIL;
    this.pos = this.lineEnd(this.pos);
  }

  protected lineEnd(from: number): number {
    const at = this.text.indexOf('\n', from);
    return at < 0 || at > this.end ? this.end : at;
  }

  /**
   * A plain scalar up to the end of its line, a comment, a `: ` (not consumed) or, in flow style, a delimiter. Its text without
   * trailing blanks; undefined where there is none. The caller has looked at what a first character may not be.
   */
  protected plainSpan(flow: boolean): number {
    const { text, end } = this;
    let i = this.pos, last = i; // `last` is behind the last character that counts
    for (; i < end; i++) {
      const c = text.charCodeAt(i);
      if (c > 127) {
        if (isTrouble(c, text, i)) throw BAIL;
        last = i + 1;
        continue;
      }
      const k = CLASS[c];
      if (k === 0) {
        if (flow && (c === 44 || c === 91 || c === 93 || c === 123 || c === 125)) break;
        last = i + 1;
      } else if (c === 10) break;
      else if (c === 58) {
        const next = i + 1 < end ? text.charCodeAt(i + 1) : 10;
        if (next === 32 || next === 10 || next === 9) break; // in flow style too: kubectl reads `[fe80::]` as an address
        last = i + 1;
      } else if (k === CONTROL) throw BAIL;
      else if (i + 1 < end && text.charCodeAt(i + 1) === 35) break; // a blank, then `#`
    }
    this.stop = i;
    return last;
  }
  /** Where the last plain span stopped. */
  protected stop = 0;

  /** May a plain scalar start here? Otherwise it is an indicator. */
  protected startsPlain(flow: boolean): boolean {
    const c = this.peek();
    if (c > 127) return true;
    if (c !== 45 && c !== 63 && c !== 58) return FIRST[c] !== 2;
    const next = this.peek(1);
    if (next === 32 || next === 10 || next === 9) return false;
    if (flow && c !== 45) this.fail(`expected quotes around a text that starts with "${String.fromCharCode(c)}" inside [] or {}`);
    return true;
  }

  /** The text from `from` to `to` as a value. */
  protected resolved(from: number, to: number): unknown {
    const { text } = this;
    const c = text.charCodeAt(from);
    const s = text.slice(from, to);
    return c < 128 && FIRST[c] === 1 ? this.scalar(s) : s;
  }

  /** A plain scalar's value; JSON has no infinity. */
  protected scalar(s: string): unknown {
    const value = resolvePlain(s);
    if (typeof value === 'number' && !Number.isFinite(value)) throw BAIL;
    return value;
  }

  /** Of the last key text. */
  protected keyHash = 0;

  /**
   * The usual key, in one pass: letters, digits and the like, then a colon that ends it. Leaves the position at the colon;
   * undefined, and nothing moved, where a closer look is needed.
   */
  protected simpleKey(): string | undefined {
    const { text, end, pos } = this;
    const first = text.charCodeAt(pos);
    if (FIRST[first] !== 0 || first === 58) return undefined;
    let hash = 0, i = pos;
    for (; i < end; i++) {
      const c = text.charCodeAt(i);
      if (c > 127) return undefined;
      if (CLASS[c] !== 0) {
        if (c !== 58 || i + 1 >= end) return undefined;
        const next = text.charCodeAt(i + 1);
        if (next === 32 || next === 10) break;
        if (next === 9) return undefined;
      }
      hash = (hash * 31 + c) | 0;
    }
    if (i === end || i - pos > 1024) return undefined;
    this.pos = i;
    return this.cachedKey(pos, i, hash);
  }

  /** The text as a key. */
  protected keyText(from: number, to: number): string {
    let hash = 0;
    for (let i = from; i < to; i++) hash = (hash * 31 + this.text.charCodeAt(i)) | 0;
    return this.cachedKey(from, to, hash);
  }

  private cachedKey(from: number, to: number, hash: number): string {
    const { text } = this;
    this.keyHash = hash;
    const slot = (hash ^ (hash >>> 12)) & 4095, cached = cachedKeys[slot];
    if (cached !== undefined && cached.length === to - from) {
      let i = from;
      while (i < to && text.charCodeAt(i) === cached.charCodeAt(i - from)) i++;
      if (i === to) return cached;
    }
    const key = text.slice(from, to);
    if (to - from < 64) cachedKeys[slot] = key;
    return key;
  }

  /** A quoted scalar, which may go on over lines that are indented by at least `indent`. */
  protected quoted(indent: number): string {
    const { text, end } = this;
    const quote = text.charCodeAt(this.pos++);
    let out = '', from = this.pos;
    for (let i = from; i < end; i++) {
      const c = text.charCodeAt(i);
      if (c === quote) {
        if (c === 39 && text.charCodeAt(i + 1) === 39 && i + 1 < end) { out += text.slice(from, i + 1); from = i + 2; i++; continue; }
        this.pos = i + 1;
        return from === i ? out : out + text.slice(from, i);
      }
      if (c === 92 && quote === 34) {
        out += text.slice(from, i);
        if (text.charCodeAt(i + 1) === 10) { // a break that does not count; empty lines behind it do
          for (from = this.continuation(i + 2, indent); text.charCodeAt(from) === 10; from = this.continuation(from + 1, indent)) out += '\n';
          i = from - 1;
          continue;
        }
        const next = text[i + 1];
        const width = next === 'x' ? 2 : next === 'u' ? 4 : next === 'U' ? 8 : 0;
        if (width > 0) out += this.codePoint(i + 2, width);
        else if (SIMPLE[next] !== undefined) out += SIMPLE[next];
        else throw BAIL;
        i += 1 + width;
        from = i + 1;
      } else if (c === 10) {
        let to = i;
        while (to > from && (text.charCodeAt(to - 1) === 32 || text.charCodeAt(to - 1) === 9)) to--;
        out += text.slice(from, to);
        let breaks = 0;
        for (from = i; from < end && text.charCodeAt(from) === 10; breaks++) from = this.continuation(from + 1, indent);
        out += breaks === 1 ? ' ' : '\n'.repeat(breaks - 1);
        i = from - 1;
      } else if (c > 126 ? c === 127 || isTrouble(c, text, i) : c < 32 && c !== 9) throw BAIL;
    }
    throw BAIL;
  }

  /** The first character of a line that goes on with a scalar: blank lines are never indented too little. */
  protected continuation(lineStart: number, indent: number): number {
    const { text, end } = this;
    let i = lineStart;
    while (i < end && text.charCodeAt(i) === 32) i++;
    const spaces = i - lineStart;
    while (i < end && text.charCodeAt(i) === 9) { i++; while (i < end && text.charCodeAt(i) === 32) i++; }
    if (i >= end || (spaces < indent && text.charCodeAt(i) !== 10)) throw BAIL;
    return i;
  }

  private codePoint(from: number, width: number): string {
    const digits = this.text.slice(from, from + width);
    const code = parseInt(digits, 16);
    if (!/^[\da-fA-F]+$/.test(digits) || digits.length !== width || code > 0x10ffff) throw BAIL;
    return String.fromCodePoint(code);
  }
}
