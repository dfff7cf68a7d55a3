import { isImpossible } from '../effective/reason';
import { finding, type Check } from './check';
import { conditionOfRule, writtenPolicies } from './parts/authorization-rules';

/** Nobody can be all of this at once. */
export const authorizationRulesCanHold: Check = {
  code: 'MESH2309',
  title: 'a rule of an AuthorizationPolicy can hold',
  severity: 'warning',
  docs: 'The conditions of this rule exclude each other: no request meets them all. What it was to allow stays denied; what it was to deny is not.',
  *run({ world }) {
    for (const policy of writtenPolicies(world)) for (const { rule, at } of policy.rules) {
      const when = conditionOfRule(world, policy, rule);
      if (when && isImpossible(when)) yield finding(policy.object, at, 'no request meets this rule: its conditions exclude each other', { help: 'take one of them out, or make it a rule of its own' });
    }
  },
};
