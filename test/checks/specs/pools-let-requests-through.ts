import { poolsLetRequestsThrough } from '../../../lib/checks/pools-let-requests-through';
import type { CheckSpec } from '../spec';
import { deployment, destinationRule, documents, service } from '../yaml';

export const spec: CheckSpec = {
  check: poolsLetRequestsThrough,
  bad: documents(service('reviews'), deployment('reviews'), destinationRule('reviews', `
host: reviews
trafficPolicy:
  connectionPool:
    tcp: { maxConnections: 100 }
    http:
      http2MaxRequests: 1 # <-`)),
  good: documents(service('reviews'), deployment('reviews'), destinationRule('reviews', `
host: reviews
trafficPolicy:
  connectionPool:
    tcp: { maxConnections: 100 }
    http:
      http2MaxRequests: 200`)),
  cases: [
    { title: 'what clients need is known', options: { concurrency: { 'reviews.shop': 40 } }, yaml: documents(service('reviews'), destinationRule('reviews', 'host: reviews\ntrafficPolicy:\n  connectionPool:\n    tcp:\n      maxConnections: 20 # <-\n    http: { http2MaxRequests: 40, http1MaxPendingRequests: 10 }')) },
    { title: 'none is information', yaml: documents(service('reviews'), destinationRule('reviews', 'host: reviews\nsubsets:\n- { name: a, labels: { a: b }, trafficPolicy: { connectionPool: { http: { http1MaxPendingRequests: 0 } } } }')), expect: [{ severity: 'info', message: '0 is no limit' }] },
  ],
};
