import { destinationPortsAreNamed } from '../../../lib/checks/destination-ports-are-named';
import type { CheckSpec } from '../spec';
import { deployment, documents, gateway, ingress, service, virtualService } from '../yaml';

export const spec: CheckSpec = {
  check: destinationPortsAreNamed,
  bad: documents(service('reviews', { ports: '{ name: http, port: 80 }, { name: http-admin, port: 81 }' }), deployment('reviews'), ingress(), gateway('public'), virtualService('reviews', `
hosts: [shop.example.com]
gateways: [edge/public]
http:
- route:
  - destination: # <-
      host: reviews`)),
  good: documents(service('reviews', { ports: '{ name: http, port: 80 }, { name: http-admin, port: 81 }' }), deployment('reviews'), ingress(), gateway('public'), virtualService('reviews', `
hosts: [shop.example.com]
gateways: [edge/public]
http:
- route:
  - destination:
      host: reviews
      port: { number: 80 }`)),
  cases: [
    { title: 'to the host itself it keeps the port: information', yaml: documents(service('reviews', { ports: '{ name: http, port: 80 }, { name: http-admin, port: 81 }' }), virtualService('reviews', 'hosts: [reviews]\nhttp: [{ route: [{ destination: { host: reviews } }] }]')), expect: [{ severity: 'info' }] },
    { title: 'in the mesh it is a warning', yaml: documents(service('reviews', { ports: '{ name: http, port: 80 }, { name: http-admin, port: 81 }' }), service('web'), virtualService('web', 'hosts: [web]\nhttp: [{ route: [{ destination: { host: reviews } }] }]')), expect: [{ severity: 'warning' }] },
    { title: 'a mirror too', yaml: documents(service('reviews', { ports: '{ name: http, port: 80 }, { name: http-admin, port: 81 }' }), virtualService('reviews', 'hosts: [reviews]\nhttp:\n- route: [{ destination: { host: reviews, port: { number: 80 } } }]\n  mirror: # <-\n    host: reviews')) },
  ],
};
