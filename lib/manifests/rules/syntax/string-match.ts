import type { Findings } from '../findings';
import { fields, text } from '../fields';
import { regexProblem } from './regex';

/** A match by `exact`, `prefix` or `regex`; `emptyPrefix`: whether an empty prefix, which matches all, is allowed. */
export function stringMatchRule(field: string, value: unknown, f: Findings, emptyPrefix = false): void {
  const match = fields(value);
  if (match === undefined) return;
  const regex = match.regex;
  if (typeof regex === 'string') {
    f.enter(field);
    if (regex === '') f.error('regex', 'regular expression is empty', 'use .* to match anything, or remove the match');
    else f.check('regex', regexProblem(regex));
    f.leave();
  } else if (!emptyPrefix && typeof match.prefix === 'string' && text(match.prefix) === '') {
    f.enter(field);
    f.error('prefix', 'prefix is empty', 'name a prefix, or remove the match to accept any value');
    f.leave();
  }
}
