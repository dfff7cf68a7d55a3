import { connectionsAreClosedByTheClient } from '../../../lib/checks/connections-are-closed-by-the-client';
import type { CheckSpec } from '../spec';
import { deployment, destinationRule, documents, service, virtualService } from '../yaml';

export const spec: CheckSpec = {
  check: connectionsAreClosedByTheClient,
  input: { options: { keepAlive: { 'reviews.shop': '60s' } } },
  bad: documents(service('reviews'), deployment('reviews'), destinationRule('reviews', `
host: reviews
trafficPolicy:
  connectionPool:
    http:
      idleTimeout: 300s # <-`)),
  good: documents(service('reviews'), deployment('reviews'), destinationRule('reviews', `
host: reviews
trafficPolicy:
  connectionPool:
    http:
      idleTimeout: 45s`)),
  cases: [
    { title: 'Istio\'s hour', options: { keepAlive: { 'reviews.shop': '60s' } }, yaml: documents(service('reviews')), expect: [{ message: 'for an hour' }] },
    { title: 'streams that have an end', options: { streaming: ['chat.shop'] }, yaml: documents(service('chat'), virtualService('chat', 'hosts: [chat]\nhttp:\n- timeout: 30s # <-\n  route: [{ destination: { host: chat } }]')) },
  ],
};
