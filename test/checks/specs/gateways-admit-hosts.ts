import { gatewaysAdmitHosts } from '../../../lib/checks/gateways-admit-hosts';
import type { CheckSpec } from '../spec';
import { deployment, documents, gateway, ingress, service, virtualService } from '../yaml';

export const spec: CheckSpec = {
  check: gatewaysAdmitHosts,
  bad: documents(ingress(), gateway('public', { hosts: '"*.example.com"' }), service('reviews'), deployment('reviews'), virtualService('reviews', `
hosts:
- shop.example.com
- shop.example.org # <-
gateways: [edge/public]
http:
- route: [{ destination: { host: reviews } }]`)),
  good: documents(ingress(), gateway('public', { hosts: '"*.example.com", "*.example.org"' }), service('reviews'), deployment('reviews'), virtualService('reviews', `
hosts:
- shop.example.com
- shop.example.org
gateways: [edge/public]
http:
- route: [{ destination: { host: reviews } }]`)),
  cases: [
    { title: 'none of the hosts', yaml: documents(ingress(), gateway('public', { hosts: '"*.example.com"' }), service('reviews'), virtualService('reviews', 'hosts: [shop.example.org]\ngateways:\n- edge/public # <-\nhttp: [{ route: [{ destination: { host: reviews } }] }]')), expect: [{ equals: ['IST0132'] }] },
    { title: 'the server is for another namespace', yaml: documents(ingress(), gateway('public', { hosts: '"./*.example.com", "pay/*"' }), service('reviews'), virtualService('reviews', 'hosts: [shop.example.com]\ngateways:\n- edge/public # <-\nhttp: [{ route: [{ destination: { host: reviews } }] }]')) },
    { title: 'a host for the mesh, and two gateways that share the hosts', yaml: documents(ingress(), gateway('public', { hosts: 'shop/shop.example.com' }), gateway('private', { hosts: '"*/shop.internal"' }), service('reviews'), virtualService('a', 'hosts: [reviews, shop.example.com]\ngateways: [mesh, edge/public]\nhttp: [{ route: [{ destination: { host: reviews } }] }]'), virtualService('b', 'hosts: [shop.internal, shop.example.com]\ngateways: [edge/private, edge/public]\nhttp: [{ match: [{ uri: { exact: /b } }], route: [{ destination: { host: reviews } }] }]')) },
  ],
};
