import { retryConditionsCanHold } from '../../../lib/checks/retry-conditions-can-hold';
import type { CheckSpec } from '../spec';
import { deployment, documents, service, virtualService } from '../yaml';

export const spec: CheckSpec = {
  check: retryConditionsCanHold,
  bad: documents(service('reviews'), deployment('reviews'), virtualService('reviews', `
hosts: [reviews]
http:
- retries: { attempts: 2, retryOn: 'connect-failure,retriable-status-codes' } # <-
  route: [{ destination: { host: reviews } }]`)),
  good: documents(service('reviews'), deployment('reviews'), virtualService('reviews', `
hosts: [reviews]
http:
- retries: { attempts: 2, retryOn: 'connect-failure,retriable-status-codes,503' }
  route: [{ destination: { host: reviews } }]`)),
  cases: [{ title: 'nothing else', yaml: documents(service('reviews'), virtualService('reviews', 'hosts: [reviews]\nhttp:\n- retries: { attempts: 2, retryOn: retriable-headers }\n  route: [{ destination: { host: reviews } }]')), expect: [{ message: 'nothing is tried again' }] }],
};
