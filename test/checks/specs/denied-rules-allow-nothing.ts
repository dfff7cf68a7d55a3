import { deniedRulesAllowNothing } from '../../../lib/checks/denied-rules-allow-nothing';
import { allow } from '../policies';
import type { CheckSpec } from '../spec';
import { deployment, documents } from '../yaml';

const allowed = (mark = '') => allow('allow', `selector: { matchLabels: { app: web } }\nrules:\n-${mark}\n  to: [{ operation: { paths: [/admin/users], methods: [GET] } }]`);
const denied = (path: string) => allow('deny', `action: DENY\nrules: [{ to: [{ operation: { paths: [${path}] } }] }]`);

export const spec: CheckSpec = {
  check: deniedRulesAllowNothing,
  bad: documents(deployment('web'), allowed(' # <-'), denied('/admin/*')),
  good: documents(deployment('web'), allowed(), denied('/admin/keys/*')),
  cases: [
    { title: 'denied to others', yaml: documents(deployment('web'), allowed(), allow('deny', 'action: DENY\nrules: [{ from: [{ source: { notNamespaces: [shop] } }] }]')) },
    { title: 'another workload', yaml: documents(deployment('web'), deployment('cart'), allowed(), denied('/admin/*').replace('action: DENY', 'selector: { matchLabels: { app: cart } }\n  action: DENY')) },
  ],
};
