import { containerPortsHaveOneNumber } from '../../../lib/checks/container-ports-have-one-number';
import type { CheckSpec } from '../spec';
import { deployment, documents, service } from '../yaml';

export const spec: CheckSpec = {
  check: containerPortsHaveOneNumber,
  bad: documents(deployment('web'), service('web', { ports: '{ name: http, port: 80 }, { name: http-alt, port: 8080, targetPort: 80 }' }).replace('targetPort: 80', '\n  targetPort: 80 # <-\n  ')),
  good: documents(deployment('web'), service('web', { ports: '{ name: http, port: 80 }, { name: http-alt, port: 8080 }' })),
  cases: [{ title: 'the same number on two Services', yaml: documents(deployment('web'), service('web'), service('web').replace('name: web, namespace', 'name: other, namespace')) }],
};
