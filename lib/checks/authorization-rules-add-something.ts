import { isImpossible } from '../effective/reason';
import { all, not, type Condition } from '../effective';
import { finding, type Check } from './check';
import { conditionOfRule, writtenPolicies } from './parts/authorization-rules';

/** Harmless, but somebody thinks that it matters. */
export const authorizationRulesAddSomething: Check = {
  code: 'MESH2353',
  title: 'a rule of an AuthorizationPolicy adds something to those before it',
  severity: 'info',
  docs: 'Every request that meets this rule meets an earlier one of the same policy: it changes nothing. Often one of the two was to be narrower.',
  *run({ world }) {
    for (const policy of writtenPolicies(world)) {
      if (policy.rules.length < 2) continue;
      const before: { readonly when: Condition; readonly at: string }[] = [];
      for (const { rule, at } of policy.rules.slice(0, MOST)) {
        const when = conditionOfRule(world, policy, rule);
        if (!when) continue;
        const other = when.op === 'never' ? undefined : before.find((b) => isImpossible(all([when, not(b.when)])));
        if (other) yield finding(policy.object, at, `every request that meets this rule meets ${other.at.replace('spec.', '')} too: it adds nothing`, { help: 'remove it, or narrow the other', related: [{ ...policy.object.place(other.at), message: 'the other is' }] });
        before.push({ when, at });
      }
    }
  },
};
/** More rules of one policy than these are not compared. */
const MOST = 40;
