import { subsetRulesHoldAtGateways } from '../../../lib/checks/subset-rules-hold-at-gateways';
import type { CheckSpec } from '../spec';
import { deployment, destinationRule, documents, gateway, ingress, service, virtualService } from '../yaml';

const shop = [ingress(), gateway('public'), service('reviews'), deployment('reviews', { version: 'v1' }), destinationRule('reviews', 'host: reviews\nsubsets: [{ name: v1, labels: { version: v1 } }]'), virtualService('reviews', `
hosts: [reviews]
http:
- route: [{ destination: { host: reviews, subset: v1 } }]`)];

export const spec: CheckSpec = {
  check: subsetRulesHoldAtGateways,
  bad: documents(...shop, virtualService('outside', `
hosts: [shop.example.com]
gateways: [edge/public]
http:
- route:
  - destination:
      host: reviews # <-`)),
  good: documents(...shop, virtualService('outside', `
hosts: [shop.example.com]
gateways: [edge/public]
http:
- route:
  - destination:
      host: reviews
      subset: v1`)),
  cases: [
    { title: 'the split holds at the gateway too', yaml: documents(...shop, virtualService('reviews', 'hosts: [reviews, reviews.example.com]\ngateways: [mesh, edge/public]\nhttp:\n- route: [{ destination: { host: reviews, subset: v1 } }]'), virtualService('outside', 'hosts: [shop.example.com]\ngateways: [edge/public]\nhttp:\n- route: [{ destination: { host: reviews } }]')) },
    { title: 'one VirtualService with rules with and without subset', yaml: documents(ingress(), gateway('public'), service('reviews'), destinationRule('reviews', 'host: reviews\nsubsets: [{ name: v1, labels: { app: reviews } }]'), virtualService('reviews', 'hosts: [reviews]\ngateways: [mesh, edge/public]\nhttp:\n- match: [{ uri: { prefix: /a } }]\n  route: [{ destination: { host: reviews, subset: v1 } }]\n- route: [{ destination: { host: reviews } }]')) },
  ],
};
