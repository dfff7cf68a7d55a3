import { finding, type Check } from './check';
import { writtenPolicies } from './parts/authorization-rules';

/** An opinion: what is not named is let in. */
export const allowRulesSayWhom: Check = {
  code: 'MESH2310',
  title: 'a rule that allows says whom and what, not whom or what not',
  severity: 'warning',
  profile: 'strict',
  docs: 'A rule without conditions allows everything; one by exclusion (`notPaths`, `notNamespaces` …) allows all that nobody thought of, and paths that are written in another way. `principals: ["*"]` is anyone with any identity of the mesh.',
  *run({ world }) {
    for (const policy of writtenPolicies(world)) {
      if (policy.action !== 'ALLOW') continue;
      for (const { at, values: lists } of policy.rules) {
        const negative = lists.find((v) => /^not[A-Z]/.test(v.key) || v.field.endsWith('.notValues'));
        if (lists.length === 0) yield finding(policy.object, at, 'this rule allows everything', { help: 'say whom: from.source.principals' });
        else if (negative) yield finding(policy.object, negative.field, 'this rule allows all but what it names', { help: 'name what is allowed, or deny what is not' });
        else for (const list of lists) if (list.key === 'principals' && list.values.includes('*')) yield finding(policy.object, list.field, 'this rule allows anyone with an identity', { help: 'name the callers' });
      }
    }
  },
};
