import { type Expr, parseCel } from './parse';
import { parseDuration } from '../../../lib/manifests/schema/cel-runtime';

/** A compiled rule: a JavaScript expression over `self`, and whether evaluating it can fail (which CEL counts as a refusal). */
export interface Compiled { readonly code: string; readonly mayFail: boolean; readonly helpers: ReadonlySet<string> }

interface Piece { readonly code: string; readonly mayFail: boolean }

const sure = (code: string): Piece => ({ code, mayFail: false });
const quote = (value: string): string => JSON.stringify(value);

/** Functions that fail on some arguments, and those that never do. */
const FAILING: Readonly<Record<string, string>> = { int: 'toInt', duration: 'toDuration', url: 'toUrl', '.substring': 'substring' };
const TOTAL: Readonly<Record<string, string>> = { size: 'size', '.size': 'size', isURL: 'isUrl', '.getScheme': 'schemeOf' };
const NATIVE: Readonly<Record<string, string>> = { '.contains': 'includes', '.startsWith': 'startsWith', '.endsWith': 'endsWith' };

export function compileCel(text: string): Compiled {
  const helpers = new Set<string>();
  const help = (name: string): string => { helpers.add(name); return name; };
  const unsupported = (what: string): never => { throw new Error(`unsupported ${what} in this CEL rule: ${text}`); };

  /** `known`: the fields that a condition around this expression has shown to be there. */
  const compile = (e: Expr, known: ReadonlySet<string>): Piece => {
    switch (e.op) {
      case 'literal': return sure(JSON.stringify(e.value));
      case 'name': return sure(e.name);
      case 'emptyMap': return sure('{}');
      case 'list': { const items = e.items.map((item) => compile(item, known)); return { code: `[${items.map((i) => i.code).join(', ')}]`, mayFail: items.some((i) => i.mayFail) }; }
      case 'has': { const of = compile(e.of, known); return { code: `(${of.code}.${e.field} != null)`, mayFail: of.mayFail }; }
      case 'select': {
        const of = compile(e.of, known);
        return known.has(pathOf(e)) ? { code: `${of.code}.${e.field}`, mayFail: of.mayFail } : { code: `${help('field')}(${of.code}, ${quote(e.field)})`, mayFail: true };
      }
      case 'not': { const of = compile(e.of, known); return { code: `!${of.code}`, mayFail: of.mayFail }; }
      case 'choose': {
        const when = compile(e.when, known);
        const then = compile(e.then, new Set([...known, ...shownBy(e.when)]));
        const otherwise = compile(e.otherwise, known);
        return { code: `(${when.code} ? ${then.code} : ${otherwise.code})`, mayFail: when.mayFail || then.mayFail || otherwise.mayFail };
      }
      case 'macro': return macro(e, known);
      case 'binary': return binary(e, known);
      case 'call': return call(e, known);
    }
  };

  const macro = (e: Expr & { op: 'macro' }, known: ReadonlySet<string>): Piece => {
    const of = compile(e.of, known);
    const body = compile(e.body, known);
    const helper = { all: 'all', exists: 'exists', exists_one: 'existsOne' }[e.macro] + (body.mayFail && e.macro !== 'exists_one' ? 'OrFail' : '');
    return { code: `${help(helper)}(${of.code}, (${e.variable}: any) => ${body.code})`, mayFail: of.mayFail || body.mayFail };
  };

  const binary = (e: Expr & { op: 'binary' }, known: ReadonlySet<string>): Piece => {
    const left = compile(e.left, known);
    const right = compile(e.right, e.sign === '&&' ? new Set([...known, ...shownBy(e.left)]) : known);
    const mayFail = left.mayFail || right.mayFail;
    switch (e.sign) {
      case '||': case '&&':
        // A failure on one side is void when the other side decides alone.
        if (left.mayFail) return { code: `${help(e.sign === '||' ? 'orFail' : 'andFail')}(() => ${left.code}, () => ${right.code})`, mayFail };
        return { code: `(${left.code} ${e.sign} ${right.code})`, mayFail };
      case '==': case '!=': {
        if (e.left.op === 'list' || e.right.op === 'list' || e.left.op === 'emptyMap' || e.right.op === 'emptyMap') unsupported('comparison');
        return { code: `(${left.code} ${e.sign}= ${right.code})`, mayFail };
      }
      case 'in': {
        if (e.right.op !== 'list' || e.right.items.some((item) => item.op !== 'literal')) unsupported('"in"');
        return { code: `${right.code}.includes(${left.code})`, mayFail };
      }
      default: return { code: `(${left.code} ${e.sign} ${right.code})`, mayFail };
    }
  };

  const call = (e: Expr & { op: 'call' }, known: ReadonlySet<string>): Piece => {
    const [first, second] = e.args;
    if (e.name === 'duration' && first?.op === 'literal') return sure(String(parseDuration(String(first.value))));
    if (e.name === '.matches') {
      if (second?.op !== 'literal' || /\(\?[^:]|\\[pPQEAzC]|\[\[:/.test(String(second.value))) return unsupported('regular expression');
      return { code: `/${String(second.value).replace(/\//g, '\\/')}/.test(${compile(first!, known).code})`, mayFail: compile(first!, known).mayFail };
    }
    const args = e.args.map((arg) => compile(arg, known));
    const mayFail = args.some((arg) => arg.mayFail);
    const list = args.map((arg) => arg.code);
    if (NATIVE[e.name]) return { code: `${list[0]}.${NATIVE[e.name]}(${list.slice(1).join(', ')})`, mayFail };
    const name = TOTAL[e.name] ?? FAILING[e.name] ?? unsupported(`function ${e.name}`);
    return { code: `${help(name)}(${list.join(', ')})`, mayFail: mayFail || e.name in FAILING };
  };

  const { code, mayFail } = compile(parseCel(text), new Set());
  return { code, mayFail, helpers };
}

function pathOf(e: Expr): string {
  return e.op === 'name' ? e.name : e.op === 'select' || e.op === 'has' ? `${pathOf(e.of)}.${e.field}` : '?';
}

/** The fields that are there when the condition holds. */
function shownBy(e: Expr): string[] {
  if (e.op === 'has') return [pathOf(e)];
  return e.op === 'binary' && e.sign === '&&' ? [...shownBy(e.left), ...shownBy(e.right)] : [];
}

/** Every field of `self` that the rule reads, as `selector` and `selector.matchLabels`. */
export function fieldsRead(text: string): readonly string[] {
  const found = new Set<string>();
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(visit);
    else if (typeof value === 'object' && value !== null) {
      const e = value as Expr;
      if ((e.op === 'has' || e.op === 'select') && pathOf(e).startsWith('self.')) found.add(pathOf(e).slice('self.'.length));
      Object.values(value).forEach(visit);
    }
  };
  visit(parseCel(text));
  return [...found];
}
