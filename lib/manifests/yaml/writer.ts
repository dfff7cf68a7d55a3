import * as style from './scalar-style';
import { MAX_DEPTH, isPlain, unwritable } from './unwritable';

const DEEPEST = 2 * MAX_DEPTH;

// Locals, because an imported binding costs a look-up at every use.
const { BLANK, CLASS, COLON, DOUBLE, FIRST, PLAIN, blockHeader, canBeBlock, doubleQuoted, hasDocumentMarker, isAmbiguous, isTrouble, styleOf } = style;

/** A document is handed on once this much has gathered, in pieces of at most `MAX_CHUNK`. */
const CHUNK = 512 * 1024;
const MAX_CHUNK = 1024 * 1024;
/** Beyond this a scalar is copied natively instead of by hand. */
const SHORT = 40;

/** One writer at a time borrows this buffer, so that many small texts do not allocate one each. */
let spare: Buffer | undefined;

const TRUE = Buffer.from('true'), FALSE = Buffer.from('false'), NULL = Buffer.from('null'), SEPARATOR = Buffer.from('---\n');

/**
 * Writes JSON-like values as the YAML documents that cdk8s would write, byte for byte; `undefined` fields are left out.
 * The chunk given to the sink is reused: write it or copy it before returning.
 */
export class YamlWriter {
  private buf: Buffer;
  private pos = 0;
  private documents = 0;

  constructor(private readonly sink: (chunk: Buffer) => void) {
    this.buf = spare ?? Buffer.allocUnsafeSlow(CHUNK + 64 * 1024);
    spare = undefined;
  }

  document(value: unknown): void {
    const start = this.pos;
    try {
      if (this.documents > 0) this.raw(SEPARATOR);
      if (typeof value === 'string') this.rootString(value);
      else if (value !== undefined) this.value(value, 0, true);
      this.ensure(1);
      this.buf[this.pos++] = 10;
    } catch (error) {
      this.pos = start;
      const reason = unwritable(value);
      throw reason === undefined ? error : new TypeError(reason);
    }
    this.documents++;
    if (this.pos >= CHUNK) this.flush();
  }

  /** Hands on the rest. The writer cannot be used afterwards. */
  end(): void {
    this.flush();
    spare = this.buf.length <= 4 * MAX_CHUNK ? this.buf : undefined;
    this.buf = Buffer.alloc(0);
  }

  private flush(): void {
    for (let from = 0; from < this.pos; from += MAX_CHUNK) this.sink(this.buf.subarray(from, Math.min(this.pos, from + MAX_CHUNK)));
    this.pos = 0;
  }

  /** `inline`: after `- ` or at the start, where the first entry needs no new line. Otherwise after `key:`. */
  private value(v: unknown, indent: number, inline: boolean): void {
    switch (typeof v) {
      case 'object':
        if (v === null) break;
        if (Array.isArray(v)) this.sequence(v, indent, inline);
        else this.map(v as Record<string, unknown>, indent, inline);
        return;
      case 'string': if (!inline) this.byte(32); this.string(v, indent, false); return;
      case 'number': if (!inline) this.byte(32); this.number(v); return;
      case 'boolean': if (!inline) this.byte(32); this.raw(v ? TRUE : FALSE); return;
      case 'bigint': if (!inline) this.byte(32); this.text(String(v)); return;
      case 'undefined': break;
      default: throw new TypeError('unwritable');
    }
    if (!inline) this.byte(32);
    this.raw(NULL);
  }

  private map(v: Record<string, unknown>, indent: number, inline: boolean): void {
    if (Object.getPrototypeOf(v) !== Object.prototype && !isPlain(v)) throw new TypeError('unwritable');
    if (indent > DEEPEST) throw new TypeError('unwritable');
    let first = true;
    for (const key in v) {
      const entry = v[key];
      if (entry === undefined) continue;
      if (first && inline) first = false; else { first = false; this.line(indent); }
      if (key.length > 1000 && this.longKey(key, entry, indent)) continue;
      if (key === '<<') this.text('"<<"'); else this.string(key, indent, true);
      this.buf[this.pos++] = 58;
      this.value(entry, indent + 2, false);
    }
    if (first) this.text(inline ? '{}' : ' {}');
  }

  private sequence(v: readonly unknown[], indent: number, inline: boolean): void {
    const n = v.length;
    if (n === 0) { this.text(inline ? '[]' : ' []'); return; }
    if (indent > DEEPEST) throw new TypeError('unwritable');
    for (let i = 0; i < n; i++) {
      if (i > 0 || !inline) this.line(indent);
      this.ensure(2);
      this.buf[this.pos++] = 45;
      this.buf[this.pos++] = 32;
      this.value(v[i], indent + 2, true);
    }
  }

  /** Readers accept at most 1,024 characters before a key's colon, so a longer key is marked as one. */
  private longKey(key: string, entry: unknown, indent: number): boolean {
    const chosen = styleOf(key, true, indent === 0);
    const text = chosen === PLAIN ? key : chosen === DOUBLE ? doubleQuoted(key, true, indent + 2) : `'${key}'`;
    if (text.length <= 1024) return false;
    this.text(`? ${text}`);
    this.line(indent);
    this.text(': ');
    this.value(entry, indent + 2, true);
    return true;
  }

  /** `indent` is that of the scalar's own lines for a value, that of its map for a key. Leaves room for one more byte. */
  private string(s: string, indent: number, key: boolean): void {
    const n = s.length;
    const first = n > 0 ? s.charCodeAt(0) : 0;
    const kind = first < 128 ? FIRST[first] : 0;
    if (kind !== 2) {
      this.ensure(3 * n + 2);
      const buf = this.buf;
      let p = this.pos, i = 0;
      for (; i < n; i++) {
        const c = s.charCodeAt(i);
        if (c > 127) {
          if (n > SHORT || isTrouble(c, s, i)) break;
          p = encode(buf, p, c, s, i);
          if (c >= 0xd800 && c < 0xdc00) i++;
          continue;
        }
        const k = CLASS[c];
        if (k !== 0) {
          if (k > COLON || i + 1 === n) break;
          const next = s.charCodeAt(i + 1);
          if (k === BLANK ? next === 35 : next === 32 || next === 9) break;
        }
        buf[p++] = c;
      }
      if (i === n && (kind === 0 || (!isAmbiguous(s) && !(key && indent === 0 && hasDocumentMarker(s))))) { this.pos = p; return; }
    }
    this.styled(s, indent, key);
  }

  private styled(s: string, indent: number, key: boolean): void {
    if (!key && s.includes('\n')) {
      if (!canBeBlock(s) || !this.block(s, indent)) this.text(doubleQuoted(s, key, indent));
      return;
    }
    const chosen = styleOf(s, key, key && indent === 0);
    if (chosen === PLAIN) this.text(s);
    else if (chosen === DOUBLE) this.double(s, indent, key);
    else { this.ensure(3); this.buf[this.pos++] = 39; this.text(s); this.buf[this.pos++] = 39; }
  }

  private double(s: string, indent: number, key: boolean): void {
    const n = s.length;
    this.ensure(3 * n + 4);
    const buf = this.buf;
    let p = this.pos, i = 0;
    buf[p++] = 34;
    for (; i < n; i++) {
      const c = s.charCodeAt(i);
      if (c < 127) {
        if (c < 32) break;
        if (c === 34 || c === 92) buf[p++] = 92;
        buf[p++] = c;
      } else {
        if (c < 160 || isTrouble(c, s, i)) break;
        p = encode(buf, p, c, s, i);
        if (c >= 0xd800 && c < 0xdc00) i++;
      }
    }
    if (i < n) { this.text(doubleQuoted(s, key, indent)); return; } // escapes and lines
    buf[p++] = 34;
    this.pos = p;
  }

  /** Lines of text below a header; empty lines are not indented. Takes nothing, and says so, if a character must be escaped. */
  private block(s: string, indent: number): boolean {
    const start = this.pos, n = s.length;
    const length = s.charCodeAt(n - 1) === 10 ? n - 1 : n; // the break after the scalar ends its last line
    this.text(blockHeader(s));
    this.line(indent);
    this.ensure(3 * n + indent + 2);
    let buf = this.buf, p = this.pos;
    for (let i = 0; i < length; i++) {
      const c = s.charCodeAt(i);
      if (c === 10) {
        buf[p++] = 10;
        if (i + 1 < length && s.charCodeAt(i + 1) !== 10) {
          if (p + indent + 3 * (n - i) > buf.length) { this.pos = p; this.ensure(indent + 3 * (n - i)); buf = this.buf; }
          for (const end = p + indent; p < end; p++) buf[p] = 32;
        }
      } else if (c < 127 && (c > 31 || c === 9)) buf[p++] = c;
      else if (c < 160 || isTrouble(c, s, i)) { this.pos = start; return false; }
      else { p = encode(buf, p, c, s, i); if (c >= 0xd800 && c < 0xdc00) i++; }
    }
    this.pos = p;
    return true;
  }

  /** A document that is a string. Indented where it has several lines, because Go reads none in the first column, or where it looks like the end of a document. */
  private rootString(s: string): void {
    if (hasDocumentMarker(s) && styleOf(s, false, false) === PLAIN) this.block(s, 2);
    else this.styled(s, 2, false);
  }

  private number(v: number): void {
    if (Number.isInteger(v) && v >= 0 && v < 100_000 && !Object.is(v, -0)) {
      this.ensure(6);
      const buf = this.buf;
      let p = this.pos + (v < 10 ? 1 : v < 100 ? 2 : v < 1000 ? 3 : v < 10_000 ? 4 : 5);
      this.pos = p;
      do { const q = (v / 10) | 0; buf[--p] = 48 + v - q * 10; v = q; } while (v > 0);
      return;
    }
    this.text(Number.isFinite(v) ? (Object.is(v, -0) ? '-0' : String(v)) : Number.isNaN(v) ? '.nan' : v < 0 ? '-.inf' : '.inf');
  }

  /** Any text, in UTF-8. Leaves room for one more byte. */
  private text(s: string): void {
    const n = s.length;
    this.ensure(3 * n + 2);
    if (n > SHORT) { this.pos += this.buf.write(s, this.pos); return; }
    const buf = this.buf;
    let p = this.pos;
    for (let i = 0; i < n; i++) {
      const c = s.charCodeAt(i);
      if (c < 128) buf[p++] = c;
      else { p = encode(buf, p, c, s, i); if (c >= 0xd800 && c < 0xdc00) i++; }
    }
    this.pos = p;
  }

  private raw(bytes: Buffer): void {
    const n = bytes.length;
    this.ensure(n + 1);
    for (let i = 0; i < n; i++) this.buf[this.pos++] = bytes[i];
  }

  private byte(c: number): void {
    this.ensure(1);
    this.buf[this.pos++] = c;
  }

  private line(indent: number): void {
    this.ensure(indent + 2);
    const buf = this.buf;
    let p = this.pos;
    buf[p++] = 10;
    for (const end = p + indent; p < end; p++) buf[p] = 32;
    this.pos = p;
  }

  private ensure(n: number): void {
    if (this.pos + n > this.buf.length) this.grow(n);
  }

  private grow(n: number): void {
    const bigger = Buffer.allocUnsafeSlow(Math.max(this.pos + n, 2 * this.buf.length));
    this.buf.copy(bigger, 0, 0, this.pos);
    this.buf = bigger;
  }
}

/** One character above ASCII in UTF-8; a pair of surrogates counts as one. Lone ones never come here: they are escaped. */
function encode(buf: Uint8Array, p: number, c: number, s: string, i: number): number {
  if (c < 0x800) buf[p++] = 0xc0 | (c >> 6);
  else {
    if (c >= 0xd800 && c < 0xe000) {
      c = 0x10000 + ((c & 0x3ff) << 10) + (s.charCodeAt(i + 1) & 0x3ff);
      buf[p++] = 0xf0 | (c >> 18);
      buf[p++] = 0x80 | ((c >> 12) & 63);
    } else buf[p++] = 0xe0 | (c >> 12);
    buf[p++] = 0x80 | ((c >> 6) & 63);
  }
  buf[p++] = 0x80 | (c & 63);
  return p;
}

/** The text of one document, with its final line break. */
export function stringify(value: unknown): string {
  return stringifyAll([value]);
}

/** The text of several documents, with `---` between them. */
export function stringifyAll(values: Iterable<unknown>): string {
  let out = '', held: Buffer | undefined;
  const writer = new YamlWriter(chunk => { held = held ? Buffer.concat([held, chunk]) : Buffer.from(chunk); });
  for (const value of values) writer.document(value);
  writer.end();
  if (held) out = held.toString('utf8');
  return out;
}
