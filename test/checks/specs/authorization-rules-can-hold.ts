import { authorizationRulesCanHold } from '../../../lib/checks/authorization-rules-can-hold';
import { allow } from '../policies';
import type { CheckSpec } from '../spec';
import { deployment, documents, namespaceObject } from '../yaml';

const rule = (namespace: string, mark = '') => allow('web', `rules:\n-${mark}\n  from: [{ source: { namespaces: [${namespace}] } }]\n  when: [{ key: source.namespace, values: [shop] }]`);

export const spec: CheckSpec = {
  check: authorizationRulesCanHold,
  bad: documents(deployment('web'), namespaceObject('other'), rule('other', ' # <-')),
  good: documents(deployment('web'), rule('shop')),
  cases: [
    { title: 'a path and its exception', yaml: documents(deployment('web'), allow('a', 'rules:\n- to: # <-\n  - operation: { paths: [/admin/x], notPaths: [/admin/*] }').replace('- to: # <-', '- # <-\n    to:')) },
    { title: 'prefixes, tokens, several sources', yaml: documents(deployment('web'), allow('a', 'rules: [{ from: [{ source: { requestPrincipals: ["*"] } }, { source: { namespaces: [a] } }], to: [{ operation: { paths: [/a*], notPaths: [/a/b] } }] }]')) },
  ],
};
