import { defined } from '../../../constructs/arguments';
import { CallError } from '../../../constructs/call-error';
import type { DisruptionBudget } from '../props/common';

/** A budget says one of the two; one pod must stay when neither was said. */
export function budget(at: string, what: string, given: DisruptionBudget | false = {}): DisruptionBudget {
  if (given === false) return {};
  if (given.minAvailable !== undefined && given.maxUnavailable !== undefined) throw new CallError(at, `${what}.minAvailable and maxUnavailable exclude each other`, 'leave one of them out');
  return given.maxUnavailable === undefined ? { minAvailable: 1, ...defined(given) } : defined(given);
}
