import type { Millis, Retries } from '../effective';

/** How long one hop can take, and what is inside of it. */
export interface Hop {
  /** Before it is sent on. A proxy's own timeout does not run yet. */
  readonly delay: Millis;
  /** Whether every request is delayed. */
  readonly delayed: boolean;
  /** 0: none. */
  readonly timeout: Millis;
  readonly retries?: Retries;
  readonly inner: readonly Hop[];
}

/** How often a request is sent at most. */
export const attemptsOf = (retries: Retries | undefined): number => 1 + (retries?.attempts ?? 0);

/** The longest that a proxy waits between all tries: each pause is chosen below a bound that doubles, up to ten times the first. */
export function longestBackoff(retries: Retries | undefined): Millis {
  const base = retries?.backoff || 25;
  let sum = 0, next = base;
  for (let i = 0; i < (retries?.attempts ?? 0); i++) {
    sum += next;
    next = Math.min(next * 2, base * 10);
  }
  return sum;
}

/** The longest a hop can take; undefined: no bound. */
export function worstCase(hop: Hop): Millis | undefined {
  const retried = hop.retries !== undefined && hop.retries.attempts > 0;
  const inside = hop.inner.map(worstCase);
  const innermost = inside.length === 0 || inside.includes(undefined) ? Infinity : Math.max(...inside as Millis[]);
  const one = Math.min(innermost, retried && hop.retries!.perTryTimeout > 0 ? hop.retries!.perTryTimeout : Infinity);
  const bound = Math.min(hop.timeout > 0 ? hop.timeout : Infinity, one * attemptsOf(hop.retries) + longestBackoff(hop.retries));
  return bound === Infinity ? undefined : hop.delay + bound;
}

/** Whether a delay further on is surely longer than a hop waits. */
export function timesOut(hop: Hop): boolean {
  if (hop.inner.length === 0) return false;
  const least = Math.min(...hop.inner.map(leastTime));
  return hop.inner.some(timesOut) || (hop.timeout > 0 && least >= hop.timeout) || (hop.retries !== undefined && hop.retries.attempts > 0 && hop.retries.perTryTimeout > 0 && least >= hop.retries.perTryTimeout);
}
const leastTime = (hop: Hop): Millis => (hop.delayed ? hop.delay : 0) + (hop.inner.length === 0 ? 0 : Math.min(...hop.inner.map(leastTime)));
