import type { Findings } from '../../../manifests/rules/findings';
import { amountProblem, isNothing } from './forms';
import { groupOf, groups, type Given } from './kinds';

/** How a Deployment changes. */
export function rolloutRule(f: Findings, given: Given): void {
  groups(f, given, ['rollout']);
  const { maxSurge, maxUnavailable } = groupOf(given.rollout) as { readonly maxSurge?: number | string; readonly maxUnavailable?: number | string };
  f.enter('rollout');
  if (maxSurge !== undefined) f.check('maxSurge', amountProblem(maxSurge));
  if (maxUnavailable !== undefined) f.check('maxUnavailable', amountProblem(maxUnavailable, 100));
  if (isNothing(maxSurge) && isNothing(maxUnavailable)) f.error('', 'lets no pod more and none fewer be: nothing could ever change', 'leave one of the two out');
  f.leave();
}
