import { destinationPortsExist } from '../../../lib/checks/destination-ports-exist';
import type { CheckSpec } from '../spec';
import { deployment, documents, object, service, virtualService } from '../yaml';

export const spec: CheckSpec = {
  check: destinationPortsExist,
  bad: documents(service('reviews', { ports: '{ name: http, port: 80, targetPort: 9080 }' }), deployment('reviews', { ports: 'containerPort: 9080' }), virtualService('reviews', `
hosts: [reviews]
http:
- route:
  - destination:
      host: reviews
      port:
        number: 9080 # <-`)),
  good: documents(service('reviews', { ports: '{ name: http, port: 80, targetPort: 9080 }' }), deployment('reviews', { ports: 'containerPort: 9080' }), virtualService('reviews', `
hosts: [reviews]
http:
- route:
  - destination:
      host: reviews
      port:
        number: 80`)),
  cases: [
    { title: 'an inventory that is open has the host, so it has its ports', inventory: 'open', yaml: documents(service('reviews'), virtualService('reviews', 'hosts: [reviews]\nhttp:\n- route: [{ destination: { host: reviews } }]\n  mirror:\n    host: reviews\n    port: { number: 81 } # <-')), expect: [{ message: 'its ports are 80' }] },
    { title: 'the port of the containers is told apart', yaml: documents(service('reviews', { ports: '{ name: http, port: 80, targetPort: 9080 }' }), virtualService('reviews', 'hosts: [reviews]\nhttp:\n- route: [{ destination: { host: reviews, port: { number: 9080 } } }]')), expect: [{ message: '9080 is the port of its containers: write 80' }] },
    { title: 'two ServiceEntries of one host have ports together', yaml: documents(...[80, 443].map((n) => object('networking.istio.io/v1', 'ServiceEntry', `p${n}`, `hosts: [a.example.com]\nports: [{ number: ${n}, name: http-${n}, protocol: HTTP }]\nresolution: DNS`)), virtualService('a', 'hosts: [a.example.com]\nhttp:\n- route: [{ destination: { host: a.example.com, port: { number: 443 } } }]')) },
  ],
};
