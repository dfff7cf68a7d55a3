import { destinationRulesDoNotCollide } from '../../../lib/checks/destination-rules-do-not-collide';
import type { CheckSpec } from '../spec';
import { deployment, destinationRule, documents, service } from '../yaml';

export const spec: CheckSpec = {
  check: destinationRulesDoNotCollide,
  bad: documents(service('reviews'), deployment('reviews', { version: 'v1' }), destinationRule('reviews', `
host: reviews
trafficPolicy: { connectionPool: { http: { http2MaxRequests: 100 } } }`), destinationRule('reviews-outliers', `
host: reviews.shop.svc.cluster.local
trafficPolicy: # <-
  outlierDetection: { consecutive5xxErrors: 5 }`)),
  good: documents(service('reviews'), deployment('reviews', { version: 'v1' }), destinationRule('reviews', `
host: reviews
trafficPolicy:
  connectionPool: { http: { http2MaxRequests: 100 } }
  outlierDetection: { consecutive5xxErrors: 5 }`)),
  cases: [
    { title: 'a subset twice', yaml: documents(service('reviews'), destinationRule('a', 'host: reviews\nsubsets: [{ name: v1, labels: { version: v1 } }]'), destinationRule('b', 'host: reviews\nsubsets:\n- name: v1 # <-\n  labels: { version: v2 }')) },
    { title: 'subsets of their own, other namespaces, workloads of their own, wildcards', yaml: documents(service('reviews'), destinationRule('a', 'host: reviews\ntrafficPolicy: {}\nsubsets: [{ name: v1, labels: { version: v1 } }]'), destinationRule('b', 'host: reviews\nsubsets: [{ name: v2, labels: { version: v2 } }]'), destinationRule('c', 'host: reviews.shop.svc.cluster.local\ntrafficPolicy: {}', 'front'), destinationRule('d', 'host: reviews\ntrafficPolicy: {}\nworkloadSelector: { matchLabels: { app: web } }'), destinationRule('e', "host: '*.shop.svc.cluster.local'\ntrafficPolicy: {}")) },
  ],
};
