import { subsetsAreDeclared } from '../../../lib/checks/subsets-are-declared';
import type { CheckSpec } from '../spec';
import { deployment, destinationRule, documents, service, virtualService } from '../yaml';

export const spec: CheckSpec = {
  check: subsetsAreDeclared,
  bad: documents(service('reviews'), deployment('reviews', { version: 'v1' }), destinationRule('reviews', `
host: reviews
subsets: [{ name: v1, labels: { version: v1 } }]`), virtualService('reviews', `
hosts: [reviews]
http:
- route:
  - destination:
      host: reviews
      subset: v2 # <-`)),
  good: documents(service('reviews'), deployment('reviews', { version: 'v1' }), destinationRule('reviews', `
host: reviews
subsets: [{ name: v1, labels: { version: v1 } }]`), virtualService('reviews', `
hosts: [reviews]
http:
- route:
  - destination:
      host: reviews
      subset: v1`)),
  cases: [
    { title: 'no DestinationRule at all', yaml: documents(service('reviews'), virtualService('reviews', 'hosts: [reviews]\nhttp:\n- route: [{ destination: { host: reviews } }]\n  mirrors:\n  - destination:\n      host: reviews\n      subset: v2 # <-')) },
    { title: 'no DestinationRule, and the inventory is open', inventory: 'open', yaml: documents(service('reviews'), virtualService('reviews', 'hosts: [reviews]\nhttp:\n- route: [{ destination: { host: reviews, subset: v2 } }]')) },
    { title: 'the owner\'s rule is there and has others, even in an open inventory', inventory: 'open', yaml: documents(service('reviews'), destinationRule('reviews', 'host: reviews\nsubsets: [{ name: v1, labels: { version: v1 } }]'), virtualService('reviews', 'hosts: [reviews]\nhttp:\n- route:\n  - destination:\n      host: reviews\n      subset: v2 # <-')), expect: [{ severity: 'error', message: "subset 'v2'" }] },
    { title: 'a rule with a wildcard declares it', yaml: documents(service('reviews'), destinationRule('all', "host: '*.shop.svc.cluster.local'\nsubsets: [{ name: v1, labels: { version: v1 } }]"), virtualService('reviews', 'hosts: [reviews]\nhttp:\n- route: [{ destination: { host: reviews, subset: v1 } }]')) },
    { title: 'a short name of the DestinationRule means its own namespace', yaml: documents(service('reviews'), destinationRule('reviews', 'host: reviews\nsubsets: [{ name: v1, labels: { version: v1 } }]', 'other'), virtualService('reviews', 'hosts: [reviews]\nhttp:\n- route:\n  - destination:\n      host: reviews\n      subset: v1 # <-')) },
  ],
};
