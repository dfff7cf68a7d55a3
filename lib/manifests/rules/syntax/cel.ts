import type { Problem } from '../findings';
import { memo } from './memo';

const BLANK = /(?:[ \t\r\n\f]|\/\/[^\n]*)*/y;
const NUMBER = /0x[0-9a-fA-F]+[uU]?|[0-9]+\.[0-9]+(?:[eE][+-]?[0-9]+)?|\.[0-9]+(?:[eE][+-]?[0-9]+)?|[0-9]+[eE][+-]?[0-9]+|[0-9]+[uU]?/y;
const ESCAPED = String.raw`\\(?:[abfnrtv"'\\?${'`'}]|[0-3][0-7]{2}|[xX][0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8})`;
const TEXT = new RegExp([
  String.raw`[bB]?[rR]"""[\s\S]*?"""`, String.raw`[bB]?[rR]'''[\s\S]*?'''`, String.raw`[bB]?[rR]"[^"\n\r]*"`, String.raw`[bB]?[rR]'[^'\n\r]*'`,
  String.raw`[bB]?"""(?:${ESCAPED}|[^\\])*?"""`, String.raw`[bB]?'''(?:${ESCAPED}|[^\\])*?'''`,
  String.raw`[bB]?"(?:${ESCAPED}|[^\\"\n\r])*"`, String.raw`[bB]?'(?:${ESCAPED}|[^\\'\n\r])*'`,
].join('|'), 'y');
const NAME = /[A-Za-z_][A-Za-z0-9_]*/y;
/** A field whose name is no word, as `a.b-c`. */
const QUOTED = /`[A-Za-z0-9_.\-/ ]+`/y;
const SIGN = /==|!=|<=|>=|&&|\|\||[<>()[\]{}.,\-!?:+*/%]/y;

const LITERALS = new Set(['true', 'false', 'null']);
const RESERVED = new Set(['as', 'break', 'const', 'continue', 'else', 'for', 'function', 'if', 'import', 'let', 'loop', 'package', 'namespace', 'return', 'var', 'void', 'while']);
const RELATIONS = new Set(['<', '<=', '>=', '>', '==', '!=', 'in']);
const SUMS = new Set(['*', '/', '%', '+', '-']);
const DEEPEST = 250;
/** Macros over a list, by the number of their arguments; the first one names the variable. */
const MACROS: Readonly<Record<string, readonly number[]>> = { all: [2], exists: [2], exists_one: [2], existsOne: [2], map: [2, 3], filter: [2] };

interface Token { readonly kind: 'name' | 'quoted' | 'number' | 'text' | 'sign' | 'end'; readonly value: string; readonly at: number }
/** What a macro has to know about its argument. */
type Shape = 'name' | 'field' | 'other';

class SyntaxProblem extends Error {}

/** Reads one expression of the Common Expression Language: its form only, names are resolved by Envoy. */
class Reader {
  private readonly tokens: Token[] = [];
  private next = 0;
  private depth = 0;
  /** The minus before a number belongs to it. */
  private negative = false;

  constructor(source: string) {
    for (let at = 0; ; ) {
      BLANK.lastIndex = at;
      at += BLANK.exec(source)?.[0].length ?? 0;
      if (at >= source.length) break;
      const kinds = [['text', TEXT], ['number', NUMBER], ['name', NAME], ['quoted', QUOTED], ['sign', SIGN]] as const;
      let token: Token | undefined;
      for (const [kind, pattern] of kinds) {
        pattern.lastIndex = at;
        const found = pattern.exec(source)?.[0];
        if (found === undefined) continue;
        token = { kind, value: found, at };
        break;
      }
      if (token === undefined) throw new SyntaxProblem(`unexpected ${JSON.stringify(source[at])} at position ${at + 1}`);
      this.tokens.push(token);
      at += token.value.length;
    }
    this.tokens.push({ kind: 'end', value: '', at: source.length });
  }

  read(): void {
    this.expression();
    if (this.peek().kind !== 'end') this.unexpected();
  }

  private peek(): Token { return this.tokens[this.next]!; }

  private accept(sign: string): boolean {
    const token = this.peek();
    if (token.value !== sign || token.kind === 'text') return false;
    this.next++;
    return true;
  }

  private expect(sign: string): void { if (!this.accept(sign)) this.unexpected(`expected ${sign}`); }

  private unexpected(wanted?: string): never {
    const token = this.peek();
    const what = token.kind === 'end' ? 'the expression ends too early' : `unexpected ${token.value} at position ${token.at + 1}`;
    throw new SyntaxProblem(wanted === undefined ? what : `${what}, ${wanted}`);
  }

  private expression(): Shape {
    if (++this.depth > DEEPEST) throw new SyntaxProblem('the expression is nested too deeply');
    let shape = this.disjunction();
    if (this.accept('?')) {
      this.disjunction();
      this.expect(':');
      this.expression();
      shape = 'other';
    }
    this.depth--;
    return shape;
  }

  private disjunction(): Shape {
    let shape = this.relation();
    while (this.accept('||') || this.accept('&&')) {
      this.relation();
      shape = 'other';
    }
    return shape;
  }

  /** Comparison and arithmetic: their precedence does not matter to the form. */
  private relation(): Shape {
    let shape = this.unary();
    for (let token = this.peek(); token.kind !== 'text' && (RELATIONS.has(token.value) || SUMS.has(token.value)); token = this.peek()) {
      this.next++;
      this.unary();
      shape = 'other';
    }
    return shape;
  }

  private unary(): Shape {
    this.negative = false;
    const sign = this.peek().kind === 'sign' ? this.peek().value : '';
    if (sign !== '!' && sign !== '-') return this.member();
    while (this.accept(sign));
    if (sign === '!' && this.tokens[this.next + 1]?.kind === 'number') this.accept('-');
    this.negative = this.tokens[this.next - 1]!.value === '-';
    this.member();
    return 'other';
  }

  private member(): Shape {
    let shape = this.primary();
    for (;;) {
      if (this.accept('.')) {
        const quoted = this.peek().kind === 'quoted';
        const name = quoted ? this.tokens[this.next++]!.value : this.name(true);
        if (!quoted && this.accept('(')) {
          this.macro(name, this.list(')'));
          shape = 'other';
        } else {
          shape = 'field';
        }
      } else if (this.accept('[')) {
        this.expression();
        this.expect(']');
        shape = 'other';
      } else {
        return shape;
      }
    }
  }

  private primary(): Shape {
    const token = this.peek();
    if (token.kind === 'number' || token.kind === 'text' || (token.kind === 'name' && LITERALS.has(token.value))) {
      if (token.kind === 'number') checkRange(token.value, this.negative);
      this.next++;
      return 'other';
    }
    this.negative = false;
    if (this.accept('(')) {
      const shape = this.expression();
      this.expect(')');
      return shape;
    }
    if (this.accept('[')) {
      this.list(']');
      return 'other';
    }
    if (this.accept('{')) {
      this.entries(() => void this.expression());
      return 'other';
    }
    this.accept('.');
    return this.identifier();
  }

  /** A variable, a call, or a message `a.b.C{field: value}`. */
  private identifier(): Shape {
    const name = this.name(false);
    if (this.accept('(')) {
      const shapes = this.list(')');
      if (name !== 'has' || shapes.length !== 1) return 'other';
      if (shapes[0] !== 'field') throw new SyntaxProblem('has() asks for a field, as has(request.auth)');
      return 'field'; // the macro leaves a field behind
    }
    let end = this.next;
    while (this.tokens[end]!.value === '.' && this.tokens[end + 1]!.kind === 'name') end += 2;
    if (this.tokens[end]!.value === '{' && this.tokens[end]!.kind === 'sign') {
      this.next = end + 1;
      this.entries(() => void (this.peek().kind === 'quoted' ? this.next++ : this.name(true)));
      return 'other';
    }
    return 'name';
  }

  private name(selected: boolean): string {
    const token = this.peek();
    if (token.kind !== 'name' || LITERALS.has(token.value) || token.value === 'in' || (!selected && RESERVED.has(token.value))) this.unexpected('expected a name');
    this.next++;
    return token.value;
  }

  private list(end: ')' | ']'): readonly Shape[] {
    const shapes: Shape[] = [];
    while (!this.accept(end)) {
      if (shapes.length > 0) {
        this.expect(',');
        if (end === ']' && this.accept(end)) break;
      }
      shapes.push(this.expression());
    }
    return shapes;
  }

  private entries(key: () => void): void {
    for (let first = true; !this.accept('}'); first = false) {
      if (!first) {
        this.expect(',');
        if (this.accept('}')) return;
      }
      key();
      this.expect(':');
      this.expression();
    }
  }

  private macro(name: string, shapes: readonly Shape[]): void {
    if (Object.hasOwn(MACROS, name) && MACROS[name]!.includes(shapes.length) && shapes[0] !== 'name') {
      throw new SyntaxProblem(`the first argument of ${name}() names a variable`);
    }
  }
}

function checkRange(digits: string, negative: boolean): void {
  if (!/^0x|^[0-9]+[uU]?$/.test(digits)) return;
  const unsigned = /[uU]$/.test(digits);
  const limit = unsigned ? (1n << 64n) - 1n : negative ? 1n << 63n : (1n << 63n) - 1n;
  if (BigInt(unsigned ? digits.slice(0, -1) : digits) > limit) throw new SyntaxProblem(`number ${digits} is too large`);
}

/** An expression of the Common Expression Language that can be parsed. */
export const celProblem = memo((expression: string): Problem | undefined => {
  try {
    new Reader(expression).read();
    return undefined;
  } catch (error) {
    if (!(error instanceof SyntaxProblem)) throw error;
    return { message: `the expression cannot be read: ${error.message}`, help: 'write a CEL expression, as response.code >= 400 && !has(request.auth.principal)' };
  }
}, 256);
