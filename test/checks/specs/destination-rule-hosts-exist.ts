import { destinationRuleHostsExist } from '../../../lib/checks/destination-rule-hosts-exist';
import type { CheckSpec } from '../spec';
import { deployment, destinationRule, documents, service } from '../yaml';

export const spec: CheckSpec = {
  check: destinationRuleHostsExist,
  bad: documents(service('reviews'), deployment('reviews'), destinationRule('reviews', `
host: reviews # <-
trafficPolicy: { connectionPool: { http: { http2MaxRequests: 100 } } }`, 'policies')),
  good: documents(service('reviews'), deployment('reviews'), destinationRule('reviews', `
host: reviews.shop.svc.cluster.local
trafficPolicy: { connectionPool: { http: { http2MaxRequests: 100 } } }`, 'shop')),
  cases: [
    { title: 'wildcards', yaml: documents(service('reviews'), destinationRule('all', "host: '*.shop.svc.cluster.local'"), destinationRule('everything', "host: '*'"), destinationRule('none', "host: '*.gone.svc.cluster.local' # <-")) },
    { title: 'an open inventory', inventory: 'open', yaml: documents(destinationRule('reviews', 'host: reviews')) },
  ],
};
