import { allTriesFitIntoTheTimeout } from '../../../lib/checks/all-tries-fit-into-the-timeout';
import type { CheckSpec } from '../spec';
import { deployment, documents, service, virtualService } from '../yaml';

export const spec: CheckSpec = {
  check: allTriesFitIntoTheTimeout,
  bad: documents(service('reviews'), deployment('reviews'), virtualService('reviews', `
hosts: [reviews]
http:
- timeout: 10s # <-
  retries: { attempts: 3, perTryTimeout: 4s, retryOn: 5xx }
  route: [{ destination: { host: reviews } }]`)),
  good: documents(service('reviews'), deployment('reviews'), virtualService('reviews', `
hosts: [reviews]
http:
- timeout: 10s
  retries: { attempts: 3, perTryTimeout: 2s, retryOn: 5xx }
  route: [{ destination: { host: reviews } }]`)),
  cases: [{ title: 'exactly', yaml: documents(service('reviews'), virtualService('reviews', 'hosts: [reviews]\nhttp:\n- timeout: 8s\n  retries: { attempts: 3, perTryTimeout: 2s }\n  route: [{ destination: { host: reviews } }]')) }],
};
