import { noFaultIsLeft } from '../../../lib/checks/no-fault-is-left';
import type { CheckSpec } from '../spec';
import { deployment, documents, service, virtualService } from '../yaml';

export const spec: CheckSpec = {
  check: noFaultIsLeft,
  bad: documents(service('reviews'), deployment('reviews'), virtualService('reviews', `
hosts: [reviews]
http:
- fault: # <-
    abort: { httpStatus: 500, percentage: { value: 10 } }
  route: [{ destination: { host: reviews } }]`)),
  good: documents(service('reviews'), deployment('reviews'), virtualService('reviews', `
hosts: [reviews]
http:
- route: [{ destination: { host: reviews } }]`)),
  cases: [{ title: 'mirrors', yaml: documents(service('reviews'), virtualService('reviews', 'hosts: [reviews]\nhttp:\n- route: [{ destination: { host: reviews } }]\n  mirrors: [{ destination: { host: reviews } }] # <-')) }],
};
