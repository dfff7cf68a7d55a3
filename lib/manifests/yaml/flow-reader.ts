import { keyOf } from './plain';
import { BAIL, MAX_NESTING, Scanner } from './scanner';

/** Adds flow style: `[a, b]`, `{a: b}`, and so JSON. */
export class FlowReader extends Scanner {
  /** A list or an object that starts here; its lines have to be indented by at least `indent`. */
  protected flow(indent: number): unknown {
    if (++this.depth > MAX_NESTING) throw BAIL;
    const value = this.peek() === 91 ? this.flowList(indent) : this.flowObject(indent);
    this.depth--;
    return value;
  }

  private flowList(indent: number): unknown[] {
    const list: unknown[] = [];
    this.pos++;
    for (this.separation(indent); this.peek() !== 93; this.separation(indent)) {
      const at = this.pos;
      let item: unknown = this.flowNode(indent);
      this.separation(indent);
      if (this.peek() === 58) { // one pair without braces
        const pair: Record<string, unknown> = {};
        if (this.text.slice(at, this.pos).includes('\n')) throw BAIL;
        this.pos++;
        this.separation(indent);
        this.put(pair, this.keyFrom(item, at), this.flowValue(indent), at);
        this.separation(indent);
        item = pair;
      }
      list.push(item);
      if (this.marks) this.mark(list, list.length - 1, at);
      if (!this.comma(93)) break;
    }
    this.pos++;
    return list;
  }

  private flowObject(indent: number): Record<string, unknown> {
    const object: Record<string, unknown> = {};
    this.pos++;
    for (this.separation(indent); this.peek() !== 125; this.separation(indent)) {
      const at = this.pos;
      const key = this.keyFrom(this.flowNode(indent), at);
      if (this.text.slice(at, this.pos).includes('\n')) throw BAIL;
      this.separation(indent);
      if (this.peek() === 58) {
        this.pos++;
        this.separation(indent);
        this.put(object, key, this.flowValue(indent), at);
        this.separation(indent);
      } else this.put(object, key, null, at);
      if (!this.comma(125)) break;
    }
    this.pos++;
    return object;
  }

  private flowValue(indent: number): unknown {
    const c = this.peek();
    return c === 44 || c === 93 || c === 125 ? null : this.flowNode(indent);
  }

  private flowNode(indent: number): unknown {
    const c = this.peek();
    if (c === 34 || c === 39) return this.quoted(indent);
    if (c === 91 || c === 123) return this.flow(indent);
    if (!this.startsPlain(true)) throw BAIL;
    const from = this.pos, to = this.plainSpan(true);
    this.pos = this.stop;
    const behind = this.peek();
    if (behind === 91 || behind === 123) this.fail('expected "," between the entries of [] or {}');
    this.skipBlanks();
    // A plain scalar that goes on in the next line is rare enough to be left to the library.
    if (this.peek() === 10) { this.separation(indent); const next = this.peek(); if (next !== 44 && next !== 93 && next !== 125) throw BAIL; }
    const text = this.text.slice(from, to);
    if (text === '<<') throw BAIL;
    return this.scalar(text);
  }

  private keyFrom(value: unknown, at: number): string {
    const key = typeof value === 'object' ? undefined : keyOf(value);
    if (key === undefined || this.pos - at > 1024) throw BAIL;
    return key;
  }

  /** After an entry: past a comma, or in front of the closing delimiter. */
  private comma(close: number): boolean {
    const c = this.peek();
    if (c === close) return false;
    if (c !== 44) throw BAIL;
    this.pos++;
    return true;
  }

  /** Past blanks, line breaks and comments. */
  private separation(indent: number): void {
    const { text, end } = this;
    for (;;) {
      const start = this.pos;
      this.skipBlanks();
      if (this.pos >= end) throw BAIL;
      const c = text.charCodeAt(this.pos);
      if (c === 35) {
        const before = text.charCodeAt(start - 1);
        if (this.pos === start && before !== 10 && before !== 44 && before !== 91 && before !== 123) throw BAIL;
        this.pos = this.lineEnd(this.pos);
      } else if (c === 10) this.pos = this.continuation(this.pos + 1, indent);
      else return;
    }
  }
}
