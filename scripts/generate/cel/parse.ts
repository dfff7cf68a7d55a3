/** The part of CEL that the rules use. */
export type Expr =
  | { readonly op: 'literal'; readonly value: string | number | boolean }
  | { readonly op: 'list'; readonly items: readonly Expr[] }
  | { readonly op: 'emptyMap' }
  | { readonly op: 'name'; readonly name: string }
  | { readonly op: 'select'; readonly of: Expr; readonly field: string }
  | { readonly op: 'has'; readonly of: Expr; readonly field: string }
  | { readonly op: 'call'; readonly name: string; readonly args: readonly Expr[] }
  | { readonly op: 'macro'; readonly macro: 'all' | 'exists' | 'exists_one'; readonly of: Expr; readonly variable: string; readonly body: Expr }
  | { readonly op: 'not'; readonly of: Expr }
  | { readonly op: 'binary'; readonly sign: string; readonly left: Expr; readonly right: Expr }
  | { readonly op: 'choose'; readonly when: Expr; readonly then: Expr; readonly otherwise: Expr };

const TOKEN = /\s+|("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|(\d+(?![\w.]))|([A-Za-z_]\w*)|(\|\||&&|==|!=|<=|>=|[-+<>!?:.,()[\]{}])/gy;
const LEVELS: readonly (readonly string[])[] = [['||'], ['&&'], ['==', '!=', '<', '<=', '>', '>=', 'in'], ['+']];
const MACROS: readonly string[] = ['all', 'exists', 'exists_one'];

export function parseCel(text: string): Expr {
  const tokens = tokenize(text);
  let at = 0;
  const fail = (): never => { throw new Error(`cannot compile this CEL rule at "${tokens.slice(at, at + 4).join(' ')}": ${text}`); };
  const take = (token: string): boolean => tokens[at] === token && ++at > 0;
  const expect = (token: string): void => { if (!take(token)) fail(); };
  const word = (): string => (/^[A-Za-z_]\w*$/.test(tokens[at] ?? '') ? tokens[at++]! : fail());

  const expression = (): Expr => {
    const when = binary(0);
    if (!take('?')) return when;
    const then = expression();
    expect(':');
    return { op: 'choose', when, then, otherwise: expression() };
  };
  const binary = (level: number): Expr => {
    if (level === LEVELS.length) return unary();
    let left = binary(level + 1);
    while (LEVELS[level]!.includes(tokens[at]!)) left = { op: 'binary', sign: tokens[at++]!, left, right: binary(level + 1) };
    return left;
  };
  const unary = (): Expr => (take('!') ? { op: 'not', of: unary() } : member(primary()));
  const list = (end: string): Expr[] => {
    const items: Expr[] = [];
    while (!take(end)) { items.push(expression()); if (tokens[at] !== end) expect(','); }
    return items;
  };
  const primary = (): Expr => {
    if (take('(')) { const inner = expression(); expect(')'); return inner; }
    if (take('[')) return { op: 'list', items: list(']') };
    if (take('{')) { expect('}'); return { op: 'emptyMap' }; }
    const token = tokens[at] ?? fail();
    if (token[0] === '"' || token[0] === "'") { at++; return { op: 'literal', value: unquote(token) }; }
    if (/^\d/.test(token)) { at++; return { op: 'literal', value: Number(token) }; }
    const name = word();
    if (name === 'true' || name === 'false') return { op: 'literal', value: name === 'true' };
    if (!take('(')) return { op: 'name', name };
    const args = list(')');
    if (name !== 'has') return { op: 'call', name, args };
    const field = args[0]?.op === 'select' ? args[0] : fail();
    return { op: 'has', of: field.of, field: field.field };
  };
  const member = (start: Expr): Expr => {
    let of = start;
    while (take('.')) {
      const name = word();
      if (!take('(')) { of = { op: 'select', of, field: name }; continue; }
      if (MACROS.includes(name)) {
        const variable = word();
        expect(',');
        const body = expression();
        expect(')');
        of = { op: 'macro', macro: name as 'all', of, variable, body };
      } else of = { op: 'call', name: `.${name}`, args: [of, ...list(')')] };
    }
    return of;
  };

  const result = expression();
  if (at !== tokens.length) fail();
  return result;
}

function tokenize(text: string): string[] {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const from = TOKEN.lastIndex;
    const match = TOKEN.exec(text);
    if (!match) throw new Error(`cannot read this CEL rule at "${text.slice(from, from + 20)}": ${text}`);
    if (match[0].trim() !== '') tokens.push(match[0]);
  }
  return tokens;
}

function unquote(token: string): string {
  return token.slice(1, -1).replace(/\\(.)/g, (_, char: string) => {
    if (!'\\"\''.includes(char)) throw new Error(`unsupported escape \\${char} in a CEL rule: ${token}`);
    return char;
  });
}
