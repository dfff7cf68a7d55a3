import type { Findings } from '../findings';
import { fields, list, text } from '../fields';
import { durationProblem, nanoseconds } from '../syntax/duration';
import { corsHeaderNameProblem } from '../syntax/header';
import { regexProblem } from '../syntax/regex';

const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'CONNECT', 'OPTIONS', 'TRACE', '*']);

/** Which pages of other origins may call. */
export function corsRule(value: unknown, f: Findings): void {
  const policy = fields(value);
  if (policy === undefined) return;
  f.enter('corsPolicy');
  const origins = list(policy.allowOrigins);
  for (let i = 0; i < origins.length; i++) {
    const origin = fields(origins[i]);
    const regex = text(origin?.regex);
    if (regex !== '') f.check('allowOrigins', regexProblem(regex), i);
    else if (text(origin?.exact) === '' && text(origin?.prefix) === '') f.error('allowOrigins', 'the origin is empty', 'write exact, prefix or regex, as exact: https://shop.example.com', i);
  }
  const methods = list(policy.allowMethods);
  for (let i = 0; i < methods.length; i++) {
    if (!METHODS.has(text(methods[i]))) f.error('allowMethods', `${JSON.stringify(methods[i])} is not an HTTP method`, 'use GET, POST, … in capitals, or *', i);
  }
  for (const field of ['allowHeaders', 'exposeHeaders'] as const) {
    const names = list(policy[field]);
    for (let i = 0; i < names.length; i++) f.check(field, corsHeaderNameProblem(text(names[i])), i);
  }
  const age = durationProblem(policy.maxAge);
  f.check('maxAge', age);
  if (age === undefined && typeof policy.maxAge === 'string' && nanoseconds(policy.maxAge)! % 1_000_000_000n !== 0n) {
    f.error('maxAge', `${policy.maxAge} is finer than a second`, 'use whole seconds');
  }
  f.leave();
}
