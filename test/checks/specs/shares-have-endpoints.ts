import { sharesHaveEndpoints } from '../../../lib/checks/shares-have-endpoints';
import type { CheckSpec } from '../spec';
import { deployment, destinationRule, documents, service, virtualService } from '../yaml';

export const spec: CheckSpec = {
  check: sharesHaveEndpoints,
  bad: documents(service('reviews'), deployment('reviews', { version: 'v1', replicas: 2 }), deployment('reviews', { version: 'v2', replicas: 0 }), destinationRule('reviews', 'host: reviews\nsubsets: [{ name: v1, labels: { version: v1 } }, { name: v2, labels: { version: v2 } }]'), virtualService('reviews', `
hosts: [reviews]
http:
- route:
  - destination: { host: reviews, subset: v1 }
    weight: 90
  - destination: { host: reviews, subset: v2 } # <-
    weight: 10`)),
  good: documents(service('reviews'), deployment('reviews', { version: 'v1', replicas: 2 }), deployment('reviews', { version: 'v2', replicas: 1 }), destinationRule('reviews', 'host: reviews\nsubsets: [{ name: v1, labels: { version: v1 } }, { name: v2, labels: { version: v2 } }]'), virtualService('reviews', `
hosts: [reviews]
http:
- route:
  - destination: { host: reviews, subset: v1 }
    weight: 90
  - destination: { host: reviews, subset: v2 }
    weight: 10`)),
  cases: [
    { title: 'nobody is behind the Service', yaml: documents(service('reviews'), virtualService('reviews', 'hosts: [reviews]\nhttp:\n- route:\n  - destination: { host: reviews } # <-')) },
    { title: 'nobody is behind it, but the inventory is open', inventory: 'open', yaml: documents(service('reviews'), virtualService('reviews', 'hosts: [reviews]\nhttp: [{ route: [{ destination: { host: reviews } }] }]')) },
    { title: 'a share of 0 needs nobody', inventory: 'open', yaml: documents(service('a'), deployment('a', { replicas: 0 }), service('b'), deployment('b'), virtualService('a', 'hosts: [a]\nhttp:\n- route:\n  - { destination: { host: a }, weight: 0 }\n  - { destination: { host: b }, weight: 100 }')) },
  ],
};
