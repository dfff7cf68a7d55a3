import { rulesFitTheProtocol } from '../../../lib/checks/rules-fit-the-protocol';
import type { CheckSpec } from '../spec';
import { deployment, documents, gateway, ingress, service, virtualService } from '../yaml';

export const spec: CheckSpec = {
  check: rulesFitTheProtocol,
  bad: documents(service('reviews', { ports: '{ name: tcp, port: 80 }' }), deployment('reviews'), virtualService('reviews', `
hosts: [reviews]
http: # <-
- timeout: 2s
  route: [{ destination: { host: reviews } }]`)),
  good: documents(service('reviews', { ports: '{ name: http, port: 80 }' }), deployment('reviews'), virtualService('reviews', `
hosts: [reviews]
http:
- timeout: 2s
  route: [{ destination: { host: reviews } }]`)),
  cases: [
    { title: 'a port that declares nothing is looked into; one of several is enough', yaml: documents(service('a', { ports: '{ port: 80 }' }), service('b', { ports: '{ name: tcp, port: 5432 }, { name: admin, port: 80, appProtocol: http }' }), ...['a', 'b'].map((n) => virtualService(n, `hosts: [${n}]\nhttp: [{ route: [{ destination: { host: ${n}, port: { number: 80 } } }] }]`))) },
    { title: 'TLS that a gateway passes on', yaml: documents(ingress(), gateway('public', { server: 'port: { number: 443, name: tls, protocol: TLS }, tls: { mode: PASSTHROUGH }' }), service('reviews'), virtualService('reviews', 'hosts: [shop.example.com]\ngateways: [edge/public]\nhttp: # <-\n- route: [{ destination: { host: reviews } }]')) },
    { title: 'TLS rules for HTTP', yaml: documents(service('reviews'), virtualService('reviews', 'hosts: [reviews]\ntls: # <-\n- match: [{ sniHosts: [reviews] }]\n  route: [{ destination: { host: reviews } }]')), expect: [{ severity: 'warning', message: 'its ports speak http' }] },
    { title: 'a host that nobody knows may speak anything', inventory: 'open', yaml: documents(virtualService('reviews', 'hosts: [reviews]\nhttp: [{ route: [{ destination: { host: reviews } }] }]')) },
  ],
};
