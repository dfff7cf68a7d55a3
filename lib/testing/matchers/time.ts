import { behaviour } from '../verdict';

/** A Duration of cdk8s, or anything that says its milliseconds. */
export interface Timespan { toMilliseconds(): number }
export interface Retry {
  /** How often it is tried again, at most. */
  readonly attempts: number;
  readonly perTryTimeout?: Timespan;
  /** Conditions that are among those it is tried again on. */
  readonly on?: readonly string[];
}

const text = (ms: number): string => (ms >= 1000 && ms % 100 === 0 ? `${ms / 1000} s` : `${ms} ms`);

/** How often it is tried again at most, besides the first time; 0: never. */
export const toRetry = behaviour((outcome, _request, wanted: number | Retry) => {
  const { attempts, perTryTimeout, on } = typeof wanted === 'number' ? { attempts: wanted } as Retry : wanted;
  const { retries } = outcome;
  const found = outcome.attempts - 1, same = found === attempts && (perTryTimeout === undefined || retries?.perTryTimeout === perTryTimeout.toMilliseconds()) && (on ?? []).every((c) => retries?.on.includes(c));
  const says = (n: number, each: number | undefined, conditions: readonly string[] | undefined): string => `${n === 0 ? 'never' : n === 1 ? 'once' : `${n} times`}${each ? `, ${text(each)} each` : ''}${conditions && conditions.length > 0 ? `, on ${conditions.join(', ')}` : ''}`;
  return { pass: same, wanted: `to be tried again ${says(attempts, perTryTimeout?.toMilliseconds(), on)}`, found: `it is ${says(found, perTryTimeout && retries?.perTryTimeout, on && retries?.on)}` };
});

/** The proxy that sends it waits so long for an answer, all tries together. */
export const toTimeOutAfter = behaviour((outcome, _request, wanted: Timespan) => ({
  pass: outcome.timeout === wanted.toMilliseconds(), wanted: `to time out after ${text(wanted.toMilliseconds())}`, found: outcome.timeout === 0 ? 'it has no timeout' : `it times out after ${text(outcome.timeout)}`,
}));
