import { workloadsHaveAuthorization } from '../../../lib/checks/workloads-have-authorization';
import { allow } from '../policies';
import type { CheckSpec } from '../spec';
import { deployment, documents, service } from '../yaml';

export const spec: CheckSpec = {
  check: workloadsHaveAuthorization,
  bad: documents(service('web'), deployment('web').trim().replace('apps/v1', 'apps/v1 # <-')),
  good: documents(service('web'), deployment('web'), allow('web', 'rules: [{ from: [{ source: { namespaces: [shop] } }] }]')),
  cases: [{ title: 'one of the root namespace, and pods that nobody calls', yaml: documents(service('web'), deployment('web'), allow('all', '', 'istio-system')) }, { title: 'an open inventory', inventory: 'open', yaml: documents(service('web'), deployment('web')) }],
};
