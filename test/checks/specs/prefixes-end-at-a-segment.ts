import { prefixesEndAtASegment } from '../../../lib/checks/prefixes-end-at-a-segment';
import type { CheckSpec } from '../spec';
import { deployment, documents, service, virtualService } from '../yaml';

export const spec: CheckSpec = {
  check: prefixesEndAtASegment,
  bad: documents(service('reviews'), deployment('reviews'), virtualService('reviews', `
hosts: [reviews]
http:
- match:
  - uri:
      prefix: /api # <-
  route: [{ destination: { host: reviews } }]
- route: [{ destination: { host: reviews } }]`)),
  good: documents(service('reviews'), deployment('reviews'), virtualService('reviews', `
hosts: [reviews]
http:
- match:
  - uri:
      exact: /api
  - uri:
      prefix: /api/
  route: [{ destination: { host: reviews } }]
- route: [{ destination: { host: reviews } }]`)),
};
