import { FlowReader } from './flow-reader';
import { keyOf, resolvePlain } from './plain';
import { FIRST } from './scalar-style';
import { BAIL, MAX_NESTING } from './scanner';

/** Reads one document: block style natively, which is how nearly all manifests are written; bails out of anchors, tags, merge keys and mistakes. */
export class BlockReader extends FlowReader {
  /** Column of the content that follows; -1 at the end of the document. */
  private column = 0;

  /** `shared`: what is known of the whole text. */
  constructor(text: string, start: number, end: number, private readonly shared: { clean?: boolean } = {}) {
    super(text, start, end);
  }

  /** The value of the document; undefined if there is none. */
  read(): unknown {
    const { text, end } = this;
    if (this.pos > 0 && text.charCodeAt(this.pos - 1) !== 10) { // behind `---`
      this.restOfLine();
      this.nextLine();
    } else { this.pos--; this.nextLine(); }
    if (this.column < 0) return undefined;
    const value = this.node(this.column, this.column - 1);
    if (this.column >= 0 || this.pos < end) throw BAIL;
    return value;
  }

  /** From the end of a line to the content of the next one that has any. */
  private nextLine(): void {
    const { text, end } = this;
    let i = this.pos + 1;
    for (;;) {
      const start = i;
      while (i < end && text.charCodeAt(i) === 32) i++;
      if (i >= end) { this.pos = end; this.column = -1; return; }
      const c = text.charCodeAt(i);
      if (c === 10) { i++; continue; }
      if (c === 35) { i = this.lineEnd(i) + 1; continue; }
      if (c === 9) { // tabs may stand on a line without content only
        let j = i;
        while (j < end && (text.charCodeAt(j) === 9 || text.charCodeAt(j) === 32)) j++;
        if (j < end && text.charCodeAt(j) !== 10) throw BAIL;
        i = j + 1;
        continue;
      }
      this.pos = i;
      this.column = i - start;
      return;
    }
  }

  /** Any node whose first character is here, at `column`; `parent` is the column of what holds it. Ends in front of the next content. */
  private node(column: number, parent: number): unknown {
    const simple = this.simpleKey();
    if (simple !== undefined) return this.map(column, this.pos - simple.length, simple);
    const c = this.peek();
    if (c === 45) { const next = this.peek(1); if (next === 32 || next === 10) return this.list(column); }
    if (c === 124 || c === 62) return this.blockScalar(parent);
    const at = this.pos;
    let value: unknown;
    if (c === 34 || c === 39) value = this.quoted(parent + 1);
    else if (c === 91 || c === 123) value = this.flow(parent + 1);
    else {
      if (!this.startsPlain(false)) throw BAIL;
      const to = this.plainSpan(false);
      return this.atColon() ? this.map(column, at, this.key(at, to)) : this.plain(parent, to);
    }
    if (this.followedByColon()) {
      if (typeof value !== 'string' || this.text.slice(at, this.pos).includes('\n')) throw BAIL;
      return this.map(column, at, value, -1);
    }
    this.restOfLine();
    this.nextLine();
    return value;
  }

  private followedByColon(): boolean {
    let i = this.pos;
    while (i < this.end && this.text.charCodeAt(i) === 32) i++;
    if (i >= this.end || this.text.charCodeAt(i) !== 58) return false;
    const next = i + 1 < this.end ? this.text.charCodeAt(i + 1) : 10;
    if (next !== 32 && next !== 10) throw BAIL;
    this.pos = i;
    return true;
  }

  /** Was the last plain span a key? If so, the position is at its colon. */
  private atColon(): boolean {
    if (this.stop >= this.end || this.text.charCodeAt(this.stop) !== 58) return false;
    if (this.stop - this.pos > 1024) throw BAIL;
    this.pos = this.stop;
    return true;
  }

  private key(from: number, to: number): string {
    const c = this.text.charCodeAt(from);
    if (c > 127 || FIRST[c] !== 1) return this.keyText(from, to);
    const text = this.text.slice(from, to);
    const key = text === '<<' ? undefined : keyOf(resolvePlain(text));
    if (key === undefined) throw BAIL;
    this.keyHash = key.length;
    return key;
  }

  /** A map whose first key has been read, with the position at its colon. */
  private map(column: number, at: number, key: string, seen = 0): Record<string, unknown> {
    const object: Record<string, unknown> = {}; // in `seen`, a bit for each hash: only a key whose bit is set can be there already
    if (++this.depth > MAX_NESTING) throw BAIL;
    for (;;) {
      const bit = 1 << (this.keyHash & 31), doubtful = (seen & bit) !== 0;
      seen |= bit;
      this.pos++;
      this.put(object, key, this.entryValue(column), at, doubtful);
      if (this.column !== column) break;
      at = this.pos;
      const simple = this.simpleKey();
      if (simple !== undefined) { key = simple; continue; }
      const c = this.peek();
      if (c === 34 || c === 39) {
        key = this.quoted(column + 1);
        seen = -1;
        if (!this.followedByColon() || this.text.slice(at, this.pos).includes('\n')) throw BAIL;
      } else {
        if (!this.startsPlain(false)) throw BAIL;
        const to = this.plainSpan(false);
        if (!this.atColon()) throw BAIL;
        key = this.key(at, to);
      }
    }
    if (this.column > column) throw BAIL;
    this.depth--;
    return object;
  }

  /** What stands behind `key:` of a map at `column`. */
  private entryValue(column: number): unknown {
    const { text, end } = this;
    let i = this.pos;
    while (i < end && text.charCodeAt(i) === 32) i++;
    const c = i < end ? text.charCodeAt(i) : 10;
    if (c === 10 || (c === 35 && i > this.pos)) {
      this.pos = c === 10 ? i : this.lineEnd(i);
      this.nextLine();
      if (this.column > column) return this.node(this.column, column);
      if (this.column === column && this.peek() === 45) { const next = this.peek(1); if (next === 32 || next === 10) return this.list(column); }
      return null;
    }
    this.pos = i;
    return this.sameLine(c, column);
  }

  /** A value that starts behind `key:` or `- ` and is no collection in block style. */
  private sameLine(c: number, parent: number): unknown {
    if (c === 34 || c === 39 || c === 91 || c === 123) {
      const value = c < 91 ? this.quoted(parent + 1) : this.flow(parent + 1);
      this.restOfLine();
      this.nextLine();
      return value;
    }
    if (c === 124 || c === 62) return this.blockScalar(parent);
    if (!this.startsPlain(false)) throw BAIL;
    return this.plain(parent, this.plainSpan(false));
  }

  /** Items gather here first: an array that grows by itself takes room for many more. */
  private readonly items: unknown[] = [];

  private list(column: number): unknown[] {
    if (++this.depth > MAX_NESTING) throw BAIL;
    const { text, end, items } = this;
    const base = items.length;
    const places: number[] | undefined = this.marks && [];
    while (this.column === column && this.peek() === 45) {
      const at = this.pos;
      let i = at + 1;
      while (i < end && text.charCodeAt(i) === 32) i++;
      const c = i < end ? text.charCodeAt(i) : 10;
      if (i === at + 1 && c !== 10) break; // a scalar or key that starts with a dash
      if (c === 10 || c === 35) {
        this.pos = c === 10 ? i : this.lineEnd(i);
        this.nextLine();
        items.push(this.column > column ? this.node(this.column, column) : null);
      } else {
        this.pos = i;
        this.column = column + (i - at);
        items.push(this.node(this.column, column));
      }
      places?.push(at);
    }
    if (this.column > column) throw BAIL;
    this.depth--;
    const list = items.slice(base);
    items.length = base;
    places?.forEach((at, i) => this.mark(list, i, at));
    return list;
  }

  /** A plain scalar that starts here, in this line up to `to`, and may go on over lines indented deeper than `parent`. */
  private plain(parent: number, to: number): unknown {
    const { text, end } = this;
    const from = this.pos;
    let lineEnd = this.stop;
    if (lineEnd < end && text.charCodeAt(lineEnd) === 58) throw BAIL;
    const commented = lineEnd < end && text.charCodeAt(lineEnd) !== 10;
    if (commented) lineEnd = this.lineEnd(lineEnd);
    this.pos = lineEnd;
    this.nextLine();
    if (this.column <= parent) return this.resolved(from, to);
    if (commented) throw BAIL;
    let folded = text.slice(from, to), previous = lineEnd;
    while (this.column > parent) {
      const at = this.pos, until = this.plainSpan(false);
      if (this.stop < end && text.charCodeAt(this.stop) !== 10) throw BAIL; // a key or a comment
      const breaks = this.breaks(previous, at);
      folded += (breaks === 1 ? ' ' : '\n'.repeat(breaks - 1)) + text.slice(at, until);
      previous = this.pos = this.stop;
      this.nextLine();
    }
    return folded;
  }

  /** Line breaks between two lines of a plain scalar; no comment may be among them. */
  private breaks(from: number, to: number): number {
    let count = 0;
    for (let i = from; i < to; i++) {
      const c = this.text.charCodeAt(i);
      if (c === 10) count++;
      else if (c !== 32 && c !== 9) throw BAIL;
    }
    return count;
  }

  /** `|` and `>`. */
  private blockScalar(parent: number): string {
    const { text, end } = this;
    const literal = this.peek() === 124;
    let i = this.pos + 1, chomp = 0, indent = 0;
    for (; i < end; i++) {
      const c = text.charCodeAt(i);
      if ((c === 43 || c === 45) && chomp === 0) chomp = c;
      else if (c > 48 && c < 58 && indent === 0) indent = Math.max(parent, 0) + (c - 48);
      else break;
    }
    this.pos = i;
    this.restOfLine();
    let at = this.pos + 1;
    if (indent === 0) indent = this.detectedIndent(at, parent);
    let out = '', blank = 0, started = false, deeper = false, terminated = true;
    while (at < end) {
      const eol = this.lineEnd(at);
      let first = at;
      while (first < eol && first - at < indent && text.charCodeAt(first) === 32) first++;
      if (first === eol) { if (eol < end) blank++; at = eol + 1; continue; }
      if (first - at < indent) { if (text.charCodeAt(first) === 9) throw BAIL; break; }
      const c = text.charCodeAt(first);
      const indented = c === 32 || c === 9;
      if (!started) out = '\n'.repeat(blank);
      else if (literal) out += blank === 0 ? '\n' : '\n'.repeat(blank + 1);
      else if (indented || deeper) out += '\n'.repeat(blank + 1);
      else out += blank === 0 ? ' ' : '\n'.repeat(blank);
      out += text.slice(first, eol);
      deeper = indented; started = true; blank = 0;
      terminated = eol < end;
      at = eol + 1;
    }
    if (!(this.shared.clean ??= !FORBIDDEN.test(text)) && FORBIDDEN.test(out)) throw BAIL;
    this.pos = Math.min(at, end) - 1;
    this.nextLine();
    if (this.column > parent && this.column >= 0 && parent >= 0) throw BAIL;
    if (chomp === 43) return out + '\n'.repeat(blank + (started && terminated ? 1 : 0));
    return chomp === 45 || !started || !terminated ? out : out + '\n';
  }

  /** Indentation of the first line that has content. Blank lines before it must not be longer, and it has to be inside `parent`. */
  private detectedIndent(from: number, parent: number): number {
    const { text, end } = this;
    let longest = 0;
    for (let at = from; at < end;) {
      let i = at;
      while (i < end && text.charCodeAt(i) === 32) i++;
      if (i < end && text.charCodeAt(i) !== 10) {
        if (text.charCodeAt(i) === 9) throw BAIL;
        const indent = i - at;
        if (indent <= parent) break;
        if (longest > indent || indent === 0) throw BAIL;
        return indent;
      }
      longest = Math.max(longest, i - at);
      at = i + 1;
    }
    return Math.max(longest, parent + 1, 1);
  }
}

/** What must not stand in text as it is, and pairs of surrogates: the library looks closer. */
const FORBIDDEN = /[\0-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]/;
