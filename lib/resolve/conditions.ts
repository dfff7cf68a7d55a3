import type { ValueFact } from '../model';
import { escapeRegex, literalPrefix, regexMatches } from '../text/re2';

const apart = (a: string, b: string): boolean => !a.startsWith(b) && !b.startsWith(a);

/** Whether no value can satisfy both of two positive conditions; regular expressions are told apart by what they begin with. */
function positivesApart(a: ValueFact, b: ValueFact): boolean {
  if (a.kind === 'present' || b.kind === 'present') return false;
  if (a.kind === 'exact') return b.kind === 'exact' ? a.value !== b.value : b.kind === 'prefix' ? !a.value.startsWith(b.value) : !regexMatches(b.value, a.value);
  if (b.kind === 'exact') return positivesApart(b, a);
  return apart(a.kind === 'prefix' ? a.value : literalPrefix(a.value), b.kind === 'prefix' ? b.value : literalPrefix(b.value));
}

/** Whether every value that satisfies `a` satisfies `b`, as far as it is plain to see. Both positive. */
function within(a: ValueFact, b: ValueFact): boolean {
  if (b.kind === 'present') return true;
  if (a.kind === b.kind && a.value === b.value) return true;
  if (a.kind === 'exact') return !positivesApart(a, b);
  return a.kind === 'prefix' && b.kind === 'prefix' && a.value.startsWith(b.value);
}

/** Whether two conditions on one name exclude each other for certain. */
export function excludes(a: ValueFact, b: ValueFact): boolean {
  if (!a.not && !b.not) return positivesApart(a, b);
  if (a.not && b.not) return false;
  return a.not ? within(b, a) : within(a, b);
}

/** Several conditions on one name as at most one positive and one negated one; undefined where no single one says it. */
export function combineValues(conditions: readonly ValueFact[]): readonly ValueFact[] | undefined {
  let positive: ValueFact | undefined;
  let negative: ValueFact | undefined;
  for (const c of conditions) {
    if (c.not) {
      if (!negative || within({ ...negative, not: false }, { ...c, not: false })) negative = c;
      else if (!within({ ...c, not: false }, { ...negative, not: false })) negative = { ...c, kind: 'regex', value: `${asRegex(negative)}|${asRegex(c)}` };
    } else if (!positive || within(c, positive)) positive = c;
    else if (!within(positive, c)) return undefined;
  }
  if (positive && negative && positivesApart(positive, { ...negative, not: false })) negative = undefined;   // says nothing more
  return [...(positive ? [positive] : []), ...(negative ? [negative] : [])];
}
const asRegex = (c: ValueFact): string => (c.kind === 'exact' ? escapeRegex(c.value) : c.kind === 'prefix' ? `${escapeRegex(c.value)}.*` : c.value);
