/** Code of a Go template: a value that istiod knows only when it sees a pod. */
export class Go {
  constructor(readonly code: string) { Object.freeze(this); }
}
/** Known when the program is synthesized, or when a pod is injected. */
export type Known<T> = T | Go;
export type Condition = Known<boolean>;

export const go = (code: string): Go => new Go(code);
export const call = (name: string, ...args: readonly Known<string | number | boolean>[]): Go => go([name, ...args.map(argument)].join(' '));
/** One of the fields that istiod gives a template, seen from outside of `range` and `with`. */
export const field = (path: string): Go => go(`.${path}`);
/** A variable that the template set before. */
export const variable = (name: string): Go => go(`$${name}`);

/** As an operand: calls in parentheses, texts quoted. */
export function argument(value: Known<string | number | boolean>): string {
  if (!(value instanceof Go)) return typeof value === 'string' ? JSON.stringify(value) : String(value);
  return /^[$.\w]+$/.test(value.code) ? value.code : `(${value.code})`;
}

/** Conditions of which a part is known already become smaller, or vanish. */
export const not = (a: Condition): Condition => (a instanceof Go ? call('not', a) : !a);
export const and = (...all: readonly Condition[]): Condition => fold('and', all, false);
export const or = (...all: readonly Condition[]): Condition => fold('or', all, true);
function fold(name: string, all: readonly Condition[], decides: boolean): Condition {
  if (all.includes(decides)) return decides;
  const open = all.filter((c): c is Go => c instanceof Go);
  return open.length === 0 ? !decides : open.length === 1 ? open[0]! : call(name, ...open);
}
export const equal = (a: Known<string>, b: Known<string>): Condition => (a instanceof Go || b instanceof Go ? call('eq', a, b) : a === b);
