import type { Findings } from '../findings';
import { fields, number } from '../fields';
import { durationProblem } from '../syntax/duration';
import { percentProblem } from '../syntax/percent';

/** When an endpoint is taken out. */
export function outlierDetectionRule(value: unknown, f: Findings): void {
  const outlier = fields(value);
  if (outlier === undefined) return;
  f.enter('outlierDetection');
  f.check('baseEjectionTime', durationProblem(outlier.baseEjectionTime));
  f.check('interval', durationProblem(outlier.interval));
  f.check('maxEjectionPercent', percentProblem(number(outlier.maxEjectionPercent)));
  f.check('minHealthPercent', percentProblem(number(outlier.minHealthPercent)));
  if (number(outlier.consecutiveErrors) !== 0) {
    f.warn('consecutiveErrors', 'consecutiveErrors is deprecated', 'use consecutive5xxErrors, or consecutiveGatewayErrors for 502, 503 and 504 only');
  }
  if (number(outlier.consecutiveLocalOriginFailures) > 0 && outlier.splitExternalLocalOriginErrors !== true) {
    f.error('consecutiveLocalOriginFailures', 'local failures are counted only when they are told apart', 'set splitExternalLocalOriginErrors: true');
  }
  f.leave();
}
