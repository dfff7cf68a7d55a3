import type { Findings } from '../findings';
import { fields, isSet, number, text } from '../fields';
import { durationProblem } from '../syntax/duration';
import { memo } from '../syntax/memo';

const CONDITIONS = new Set([
  '5xx', 'gateway-error', 'reset', 'reset-before-request', 'connect-failure', 'retriable-4xx', 'refused-stream', 'retriable-status-codes', 'retriable-headers',
  'envoy-ratelimited', 'http3-post-connect-failure', 'cancelled', 'deadline-exceeded', 'internal', 'resource-exhausted', 'unavailable',
]);
/** First and last of each run of status codes that have a name. */
const STATUS_RUNS = [[100, 103], [200, 208], [226, 226], [300, 305], [307, 308], [400, 418], [421, 426], [428, 429], [431, 431], [451, 451], [500, 508], [510, 511]] as const;

function isStatus(token: string): boolean {
  if (!/^\+?[0-9]+$/.test(token)) return false;
  const code = Number(token);
  return STATUS_RUNS.some(([first, last]) => code >= first && code <= last);
}

/** The first condition that is unknown. */
const unknownCondition = memo((retryOn: string): string | undefined => retryOn.split(',').find((token) => !CONDITIONS.has(token) && !isStatus(token)), 256);

/** How often a failed request is sent again. */
export function retriesRule(value: unknown, f: Findings): void {
  const retries = fields(value);
  if (retries === undefined) return;
  const attempts = number(retries.attempts);
  const retryOn = text(retries.retryOn);
  f.enter('retries');
  if (attempts < 0) f.error('attempts', `attempts is ${attempts}`, 'use 0 to switch retries off, or a positive number');
  if (attempts === 0 && (isSet(retries.perTryTimeout) || retryOn !== '' || isSet(retries.retryRemoteLocalities))) {
    f.error('attempts', 'retries are switched off and configured at once', 'set attempts, or remove the other fields');
  }
  f.check('perTryTimeout', durationProblem(retries.perTryTimeout));
  f.check('backoff', durationProblem(retries.backoff));
  if (retryOn !== '') {
    const unknown = unknownCondition(retryOn);
    if (unknown !== undefined) f.error('retryOn', `${JSON.stringify(unknown)} is not a reason to retry`, 'list conditions such as connect-failure,refused-stream,503 with commas and without spaces');
  }
  f.leave();
}
