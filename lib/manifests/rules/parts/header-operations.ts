import type { Findings } from '../findings';
import { fields, list, text } from '../fields';
import { headerValueProblem } from '../syntax/header-value';
import { isAuthority, operationHeaderNameProblem } from '../syntax/header';

/** `headers.request` and `headers.response`, each with set, add and remove. */
export function headerOperationsRule(value: unknown, f: Findings): void {
  const headers = fields(value);
  if (headers === undefined) return;
  f.enter('headers');
  for (const side of ['request', 'response'] as const) {
    const operations = fields(headers[side]);
    if (operations === undefined) continue;
    f.enter(side);
    for (const operation of ['set', 'add'] as const) {
      const values = fields(operations[operation]);
      f.enter(operation);
      for (const name in values) {
        if (values[name] === undefined) continue;
        f.check(name, operationHeaderNameProblem(name, side === 'request'));
        f.check(name, headerValueProblem(text(values[name])));
      }
      f.leave();
    }
    const removed = list(operations.remove);
    for (let i = 0; i < removed.length; i++) f.check('remove', operationHeaderNameProblem(text(removed[i]), false), i);
    f.leave();
  }
  f.leave();
}

/** The authority is rewritten in one place only: `rewrite.authority`, or one header that is set or added. */
export function authorityRule(rewritten: string, headers: unknown, f: Findings): void {
  const request = fields(fields(headers)?.request);
  if (request === undefined) return;
  let taken = rewritten !== '';
  for (const operation of ['set', 'add'] as const) {
    const values = fields(request[operation]);
    let here = 0;
    let filled = false;
    for (const name in values) {
      if (values[name] === undefined || !isAuthority(name)) continue;
      here++;
      filled ||= text(values[name]) !== '';
    }
    // The order of two names in one map is not defined, so the worse one counts.
    if (here > 0 && (taken || (here > 1 && filled))) f.error('headers', 'the authority is set in several places', 'keep one: rewrite.authority, or the header :authority of the request');
    taken ||= filled;
  }
}
