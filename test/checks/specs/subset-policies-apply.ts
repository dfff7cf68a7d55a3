import { subsetPoliciesApply } from '../../../lib/checks/subset-policies-apply';
import type { CheckSpec } from '../spec';
import { deployment, destinationRule, documents, service, virtualService } from '../yaml';

export const spec: CheckSpec = {
  check: subsetPoliciesApply,
  bad: documents(service('reviews'), deployment('reviews', { version: 'v2' }), destinationRule('reviews', `
host: reviews
subsets:
- name: v2
  labels: { version: v2 }
  trafficPolicy: # <-
    connectionPool: { http: { http2MaxRequests: 100 } }`)),
  good: documents(service('reviews'), deployment('reviews', { version: 'v2' }), destinationRule('reviews', `
host: reviews
subsets:
- name: v2
  labels: { version: v2 }
  trafficPolicy:
    connectionPool: { http: { http2MaxRequests: 100 } }`), virtualService('reviews', `
hosts: [reviews]
http:
- route: [{ destination: { host: reviews, subset: v2 } }]`)),
  cases: [{ title: 'an open inventory', inventory: 'open', yaml: documents(destinationRule('reviews', 'host: reviews\nsubsets: [{ name: v2, labels: { version: v2 }, trafficPolicy: { connectionPool: { http: { http2MaxRequests: 100 } } } }]')) }],
};
