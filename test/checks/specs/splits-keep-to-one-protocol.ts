import { splitsKeepToOneProtocol } from '../../../lib/checks/splits-keep-to-one-protocol';
import type { CheckSpec } from '../spec';
import { deployment, documents, service, virtualService } from '../yaml';

export const spec: CheckSpec = {
  check: splitsKeepToOneProtocol,
  bad: documents(service('reviews'), deployment('reviews'), service('legacy', { ports: '{ name: tcp, port: 80 }' }), deployment('legacy'), virtualService('reviews', `
hosts: [reviews]
http:
- route:
  - destination: { host: reviews }
    weight: 50
  - destination: { host: legacy } # <-
    weight: 50`)),
  good: documents(service('reviews'), deployment('reviews'), service('legacy', { ports: '{ name: http, port: 80 }' }), deployment('legacy'), virtualService('reviews', `
hosts: [reviews]
http:
- route:
  - destination: { host: reviews }
    weight: 50
  - destination: { host: legacy }
    weight: 50`)),
};
