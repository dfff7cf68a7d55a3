import { loneDestinationsHaveNoWeight } from '../../../lib/checks/lone-destinations-have-no-weight';
import type { CheckSpec } from '../spec';
import { deployment, documents, service, virtualService } from '../yaml';

export const spec: CheckSpec = {
  check: loneDestinationsHaveNoWeight,
  bad: documents(service('reviews'), deployment('reviews'), virtualService('reviews', `
hosts: [reviews]
http:
- route:
  - destination: { host: reviews }
    weight: 20 # <-`)),
  good: documents(service('reviews'), deployment('reviews'), virtualService('reviews', `
hosts: [reviews]
http:
- route:
  - destination: { host: reviews }`)),
  cases: [{ title: '100 says what is', yaml: documents(service('reviews'), virtualService('reviews', 'hosts: [reviews]\nhttp: [{ route: [{ destination: { host: reviews }, weight: 100 }] }]')) }],
};
