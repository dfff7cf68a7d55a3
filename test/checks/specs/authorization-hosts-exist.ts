import { authorizationHostsExist } from '../../../lib/checks/authorization-hosts-exist';
import type { CheckSpec } from '../spec';
import { deployment, documents, object, service } from '../yaml';

export const spec: CheckSpec = {
  check: authorizationHostsExist,
  bad: documents(service('reviews'), deployment('reviews'), object('security.istio.io/v1', 'AuthorizationPolicy', 'reviews', `
rules:
- to:
  - operation:
      hosts:
      - review.shop.svc.cluster.local # <-`)),
  good: documents(service('reviews'), deployment('reviews'), object('security.istio.io/v1', 'AuthorizationPolicy', 'reviews', `
rules:
- to:
  - operation:
      hosts:
      - reviews.shop.svc.cluster.local`)),
  cases: [
    { title: 'short names, names with a port, names of outside', yaml: documents(service('reviews'), object('security.istio.io/v1', 'AuthorizationPolicy', 'x', "rules:\n- to:\n  - operation: { hosts: [reviews, 'reviews.shop.svc:80', shop.example.com, '*.shop', localhost] }\n  - operation: { notHosts: [gone] } # <-")) },
  ],
};
