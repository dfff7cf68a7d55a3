import { denialsHoldForEverySpelling } from '../../../lib/checks/denials-hold-for-every-spelling';
import { allow } from '../policies';
import type { CheckSpec } from '../spec';
import { deployment, documents } from '../yaml';

const policy = (hosts: string) => allow('web', `action: DENY\nrules:\n- to:\n  - operation:\n      hosts:\n      - ${hosts}`);

export const spec: CheckSpec = {
  check: denialsHoldForEverySpelling,
  bad: documents(deployment('web'), policy('admin.example.com # <-')),
  good: documents(deployment('web'), policy('admin.example.com\n      - admin.example.com:*')),
  cases: [
    { title: 'paths that are compared as they come', meshConfig: { pathNormalization: { normalization: 'NONE' } }, yaml: documents(deployment('web'), allow('a', 'action: DENY\nrules:\n- to:\n  - operation:\n      paths: # <-\n      - /admin*'), allow('b', 'rules:\n- to:\n  - operation:\n      notPaths: # <-\n      - /admin*'), allow('c', 'rules: [{ to: [{ operation: { paths: [/items] } }] }]')) },
    { title: 'paths that are made plain; what is allowed by host', yaml: documents(deployment('web'), allow('a', 'action: DENY\nrules: [{ to: [{ operation: { paths: [/admin*], hosts: ["admin.*", "*"] } }] }]'), allow('c', 'rules: [{ to: [{ operation: { hosts: [shop.example.com] } }] }]')) },
  ],
};
