import { defined, show } from '../../../constructs/arguments';
import { CallError } from '../../../constructs/call-error';
import type { DisruptionBudget } from '../props/common';

/** A budget says one of the two; one pod must stay when neither was said. */
export function budget(at: string, what: string, given: DisruptionBudget | false = {}): DisruptionBudget {
  if (given === false) return {};
  if (given.minAvailable !== undefined && given.maxUnavailable !== undefined) throw new CallError(at, `${what}.minAvailable and maxUnavailable exclude each other`, 'leave one of them out');
  for (const field of ['minAvailable', 'maxUnavailable'] as const) {
    const amount = given[field];
    if (amount !== undefined && !isAmount(amount)) throw new CallError(at, `${what}.${field} must be a number of pods or a part of them, not ${show(amount)}`, "write it as 1 or as '50%'");
  }
  return given.maxUnavailable === undefined ? { minAvailable: 1, ...defined(given) } : defined(given);
}

const isAmount = (amount: number | string): boolean => (typeof amount === 'number' ? Number.isSafeInteger(amount) && amount >= 0 : /^(100|\d{1,2})%$/.test(amount));
