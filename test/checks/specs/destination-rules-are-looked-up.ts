import { destinationRulesAreLookedUp } from '../../../lib/checks/destination-rules-are-looked-up';
import type { CheckSpec } from '../spec';
import { deployment, destinationRule, documents, service } from '../yaml';

export const spec: CheckSpec = {
  check: destinationRulesAreLookedUp,
  bad: documents(service('reviews'), deployment('reviews'), destinationRule('reviews', `
host: reviews.shop.svc.cluster.local # <-
trafficPolicy: { connectionPool: { http: { http2MaxRequests: 100 } } }`, 'policies')),
  good: documents(service('reviews'), deployment('reviews'), destinationRule('reviews', `
host: reviews.shop.svc.cluster.local
trafficPolicy: { connectionPool: { http: { http2MaxRequests: 100 } } }`, 'shop')),
  cases: [
    { title: 'clients live there; or it is the root namespace', yaml: documents(service('reviews'), deployment('web', { namespace: 'front' }), ...['front', 'istio-system'].map((n) => destinationRule('reviews', 'host: reviews.shop.svc.cluster.local', n))) },
    { title: 'an open inventory', inventory: 'open', yaml: documents(service('reviews'), destinationRule('reviews', 'host: reviews.shop.svc.cluster.local', 'policies')) },
  ],
};
