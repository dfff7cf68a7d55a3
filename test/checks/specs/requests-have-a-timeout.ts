import { requestsHaveATimeout } from '../../../lib/checks/requests-have-a-timeout';
import type { CheckSpec } from '../spec';
import { deployment, documents, service, virtualService } from '../yaml';

export const spec: CheckSpec = {
  check: requestsHaveATimeout,
  bad: documents(service('reviews'), deployment('reviews'), virtualService('reviews', `
hosts: [reviews]
http:
- route: [{ destination: { host: reviews } }] # <-`)),
  good: documents(service('reviews'), deployment('reviews'), virtualService('reviews', `
hosts: [reviews]
http:
- timeout: 5s
  route: [{ destination: { host: reviews } }]`)),
  cases: [{ title: 'a service without rules; what is no HTTP needs none', yaml: documents(service('a'), service('b', { ports: '{ name: tcp, port: 1 }' })), expect: [{ message: "'a.shop.svc.cluster.local' have no timeout: it has no VirtualService" }] }],
};
