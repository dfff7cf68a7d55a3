import { destinationPortsAreNamed } from '../../../lib/checks/destination-ports-are-named';
import type { CheckSpec } from '../spec';
import { deployment, documents, service, virtualService } from '../yaml';

export const spec: CheckSpec = {
  check: destinationPortsAreNamed,
  bad: documents(service('reviews', { ports: '{ name: http, port: 80 }, { name: http-admin, port: 81 }' }), deployment('reviews'), virtualService('reviews', `
hosts: [reviews]
http:
- route:
  - destination: # <-
      host: reviews`)),
  good: documents(service('reviews', { ports: '{ name: http, port: 80 }, { name: http-admin, port: 81 }' }), deployment('reviews'), virtualService('reviews', `
hosts: [reviews]
http:
- route:
  - destination:
      host: reviews
      port: { number: 80 }`)),
  cases: [
    { title: 'a mirror too', yaml: documents(service('reviews', { ports: '{ name: http, port: 80 }, { name: http-admin, port: 81 }' }), virtualService('reviews', 'hosts: [reviews]\nhttp:\n- route: [{ destination: { host: reviews, port: { number: 80 } } }]\n  mirror: # <-\n    host: reviews')) },
  ],
};
