import type { Duration } from 'cdk8s';
import type { RetryFact } from '../model';
import { millis, show, whole } from './arguments';
import { CallError } from './call-error';
import type { PropNames } from './known-props';

/** How a request is tried again. */
export interface RetryOptions {
  /** Tries after the first, 1 to 100; for none say 'off' in a rule or a call, { off: true } in a policy. */
  readonly attempts: number;
  /** For each try, the first included. @default - as long as the request may take */
  readonly perTryTimeout?: Duration;
  /** What is tried again; a number is a status code. @default - the target's own conditions */
  readonly on?: readonly RetryOn[];
  /** Wait before the first of them; it grows from there. @default - the proxy's own (25 ms) */
  readonly backoff?: Duration;
}
/** @internal */
export const RETRY_OPTIONS: PropNames<RetryOptions> = { attempts: 0, perTryTimeout: 0, on: 0, backoff: 0 };
const CONDITIONS = ['5xx', 'gateway-error', 'reset', 'connect-failure', 'refused-stream', 'retriable-4xx', 'cancelled', 'deadline-exceeded', 'resource-exhausted', 'unavailable'] as const;
/** A condition under which a request is tried again. */
export type RetryOn = (typeof CONDITIONS)[number] | number;

export function retryFact(at: string, options: RetryOptions): RetryFact {
  const { attempts, perTryTimeout, on, backoff } = options;
  if (attempts === 0) throw new CallError(at, 'attempts counts the tries after the first, so 0 retries nothing', "to have no retries, say 'off' in a rule or a call, or { off: true } in a policy");
  whole(at, 'attempts', attempts, 1, 100);
  for (const condition of on ?? []) {
    if (typeof condition === 'number') whole(at, 'a status code to retry on', condition, 100, 599);
    else if (!CONDITIONS.includes(condition)) throw new CallError(at, `${show(condition)} is nothing to retry on`, `conditions are ${CONDITIONS.join(', ')} and status codes`);
  }
  return {
    attempts, on: (on ?? []).map(String),
    ...(perTryTimeout === undefined ? {} : { perTryTimeout: millis(at, 'perTryTimeout', perTryTimeout) }), ...(backoff === undefined ? {} : { backoff: millis(at, 'backoff', backoff) }),
  };
}
export const retryFactOrOff = (at: string, options: RetryOptions | 'off'): RetryFact | 'off' => (options === 'off' ? 'off' : retryFact(at, options));
