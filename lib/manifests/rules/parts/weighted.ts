import type { Findings } from '../findings';
import { fields, number } from '../fields';
import { destinationRule } from './destination';
import { headerOperationsRule } from './header-operations';

/** Weighted destinations. The weights need not add up to 100: they are shares of their sum. */
export function weightedRule(targets: readonly unknown[], converted: boolean, f: Findings): void {
  let total = 0;
  for (let i = 0; i < targets.length; i++) {
    const target = fields(targets[i]);
    if (target === undefined) continue;
    const destination = fields(target.destination);
    const weight = number(target.weight);
    f.enter('route', i);
    headerOperationsRule(target.headers, f);
    if (destination === undefined) {
      f.error('destination', 'the destination is missing', 'write destination: { host: … }');
    } else if (!converted) {
      f.enter('destination');
      destinationRule(destination, f);
      f.leave();
    }
    if (weight < 0) f.error('weight', `weight is ${weight}`, 'use 0 or a positive number');
    total += weight;
    f.leave();
  }
  if (targets.length > 1 && total === 0) f.error('route', 'no destination has a weight', 'give weights, as 80 and 20');
}
