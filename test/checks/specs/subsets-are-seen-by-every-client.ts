import { subsetsAreSeenByEveryClient } from '../../../lib/checks/subsets-are-seen-by-every-client';
import type { CheckSpec } from '../spec';
import { deployment, destinationRule, documents, gateway, ingress, service, virtualService } from '../yaml';

const shop = [service('reviews'), deployment('reviews', { version: 'v1' }), destinationRule('reviews', 'host: reviews\nsubsets: [{ name: v1, labels: { version: v1 } }]')];

export const spec: CheckSpec = {
  check: subsetsAreSeenByEveryClient,
  bad: documents(...shop, deployment('web', { namespace: 'front' }), destinationRule('pool', `
host: reviews.shop.svc.cluster.local
trafficPolicy: { connectionPool: { http: { http2MaxRequests: 100 } } }`, 'front'), virtualService('reviews', `
hosts: [reviews]
http:
- route:
  - destination:
      host: reviews
      subset: v1 # <-`)),
  good: documents(...shop, deployment('web', { namespace: 'front' }), destinationRule('pool', `
host: reviews.shop.svc.cluster.local
trafficPolicy: { connectionPool: { http: { http2MaxRequests: 100 } } }
subsets: [{ name: v1, labels: { version: v1 } }]`, 'front'), virtualService('reviews', `
hosts: [reviews]
http:
- route:
  - destination:
      host: reviews
      subset: v1`)),
  cases: [
    { title: 'the owner\'s rule is not exported', yaml: documents(service('reviews'), deployment('reviews', { version: 'v1' }), deployment('web', { namespace: 'front' }), destinationRule('reviews', "host: reviews\nexportTo: ['.']\nsubsets: [{ name: v1, labels: { version: v1 } }]"), virtualService('reviews', 'hosts: [reviews]\nhttp:\n- route:\n  - destination:\n      host: reviews\n      subset: v1 # <-')) },
    { title: 'the rule of a namespace in which nobody calls hides nothing', yaml: documents(...shop, destinationRule('pool', 'host: reviews.shop.svc.cluster.local\ntrafficPolicy: { connectionPool: { http: { http2MaxRequests: 100 } } }', 'front'), virtualService('reviews', 'hosts: [reviews]\nhttp:\n- route: [{ destination: { host: reviews, subset: v1 } }]')) },
    { title: 'a wildcard rule of the client\'s namespace comes before an exact one of the owner\'s', yaml: documents(...shop, deployment('web', { namespace: 'front' }), destinationRule('pool', "host: '*.cluster.local'\ntrafficPolicy: { connectionPool: { http: { http2MaxRequests: 100 } } }", 'front'), virtualService('reviews', 'hosts: [reviews]\nhttp:\n- route:\n  - destination:\n      host: reviews\n      subset: v1 # <-')) },
    {
      title: 'a gateway\'s namespace has a rule of its own', yaml: documents(...shop, ingress(), gateway('public'), destinationRule('pool', 'host: reviews.shop.svc.cluster.local\ntrafficPolicy: { connectionPool: { http: { http2MaxRequests: 100 } } }', 'edge'), virtualService('reviews', `
hosts: [shop.example.com]
gateways: [edge/public]
http:
- route:
  - destination:
      host: reviews
      subset: v1 # <-`)),
    },
  ],
};
