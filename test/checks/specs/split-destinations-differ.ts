import { splitDestinationsDiffer } from '../../../lib/checks/split-destinations-differ';
import type { CheckSpec } from '../spec';
import { deployment, destinationRule, documents, service, virtualService } from '../yaml';

export const spec: CheckSpec = {
  check: splitDestinationsDiffer,
  bad: documents(service('reviews'), deployment('reviews', { version: 'v1' }), destinationRule('reviews', 'host: reviews\nsubsets: [{ name: v1, labels: { version: v1 } }]'), virtualService('reviews', `
hosts: [reviews]
http:
- route:
  - destination: { host: reviews, subset: v1 }
    weight: 90
  - destination: { host: reviews, subset: v1 } # <-
    weight: 10`)),
  good: documents(service('reviews'), deployment('reviews', { version: 'v1' }), deployment('reviews', { version: 'v2' }), destinationRule('reviews', 'host: reviews\nsubsets: [{ name: v1, labels: { version: v1 } }, { name: v2, labels: { version: v2 } }]'), virtualService('reviews', `
hosts: [reviews]
http:
- route:
  - destination: { host: reviews, subset: v1 }
    weight: 90
  - destination: { host: reviews, subset: v2 }
    weight: 10`)),
  cases: [
    { title: 'other ports, other headers', yaml: documents(service('reviews', { ports: '{ name: http, port: 80 }, { name: http-b, port: 81 }' }), virtualService('reviews', 'hosts: [reviews]\nhttp:\n- route:\n  - { destination: { host: reviews, port: { number: 80 } }, weight: 1 }\n  - { destination: { host: reviews, port: { number: 81 } }, weight: 1 }\n  - { destination: { host: reviews, port: { number: 81 } }, weight: 1, headers: { request: { set: { x: y } } } }')) },
  ],
};
