import type { Feature } from '../../model/features';
import type { Support, SupportTable } from '../target';
import type { Kind } from './kind';

/** What all kinds support together. A feature that takes several kinds is as good as the worst of them. */
export function merged(kinds: readonly Kind[]): SupportTable {
  const all: Partial<Record<Feature, Support>> = {};
  for (const { supports } of kinds) {
    for (const feature of Object.keys(supports) as Feature[]) {
      const known = all[feature], own = supports[feature]!;
      all[feature] = known === undefined ? own : worst(known, own);
    }
  }
  return Object.freeze(all);
}
const worst = (a: Support, b: Support): Support => (a === 'full' ? b : b === 'full' || a === 'absent' ? a : b === 'absent' ? b : { degraded: `${a.degraded}; ${b.degraded}` });
