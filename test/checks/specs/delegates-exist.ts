import { delegatesExist } from '../../../lib/checks/delegates-exist';
import type { CheckSpec } from '../spec';
import { deployment, documents, service, virtualService } from '../yaml';

export const spec: CheckSpec = {
  check: delegatesExist,
  bad: documents(service('reviews'), deployment('reviews'), virtualService('shop', `
hosts: [reviews]
http:
- match: [{ uri: { prefix: /reviews } }]
  delegate: # <-
    name: reviews-rules
- route: [{ destination: { host: reviews } }]`)),
  good: documents(service('reviews'), deployment('reviews'), virtualService('shop', `
hosts: [reviews]
http:
- match: [{ uri: { prefix: /reviews } }]
  delegate:
    name: reviews-rules
- route: [{ destination: { host: reviews } }]`), virtualService('reviews-rules', `
http:
- route: [{ destination: { host: reviews } }]`)),
  cases: [
    { title: 'it has hosts, is hidden, or delegates itself', inventory: 'open', yaml: documents(virtualService('shop', 'hosts: [x]\nhttp:\n- delegate: { name: a, namespace: other } # <-\n- delegate: { name: b, namespace: other } # <-\n- delegate: { name: c, namespace: other } # <-\n- delegate: { name: d, namespace: other }'), virtualService('a', 'hosts: [a.example.com]\nhttp: [{ redirect: { uri: / } }]', 'other'), virtualService('b', "exportTo: ['.']\nhttp: [{ redirect: { uri: / } }]", 'other'), virtualService('c', 'http: [{ delegate: { name: e } }]', 'other')) },
  ],
};
