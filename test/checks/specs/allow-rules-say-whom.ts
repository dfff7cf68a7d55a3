import { allowRulesSayWhom } from '../../../lib/checks/allow-rules-say-whom';
import { allow } from '../policies';
import type { CheckSpec } from '../spec';
import { deployment, documents } from '../yaml';

const policy = (list: string) => allow('web', `rules:\n- to:\n  - operation:\n      ${list}`);

export const spec: CheckSpec = {
  check: allowRulesSayWhom,
  bad: documents(deployment('web'), policy('notPaths: # <-\n      - /admin*')),
  good: documents(deployment('web'), policy('paths:\n      - /items*')),
  cases: [
    { title: 'everything, anyone', yaml: documents(deployment('web'), allow('a', 'rules:\n- {} # <-'), allow('b', 'rules:\n- from:\n  - source:\n      principals: # <-\n      - "*"')) },
    { title: 'what denies names what is left', yaml: documents(deployment('web'), allow('a', 'action: DENY\nrules: [{ from: [{ source: { notPrincipals: ["cluster.local/ns/shop/sa/default"] } }] }]')) },
  ],
};
