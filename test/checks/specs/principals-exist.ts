import { principalsExist } from '../../../lib/checks/principals-exist';
import type { CheckSpec } from '../spec';
import { deployment, documents, object } from '../yaml';

export const spec: CheckSpec = {
  check: principalsExist,
  bad: documents(deployment('reviews'), deployment('web', { account: 'web' }), object('security.istio.io/v1', 'AuthorizationPolicy', 'reviews', `
selector: { matchLabels: { app: reviews } }
rules:
- from:
  - source:
      principals:
      - cluster.local/ns/shop/sa/wbe # <-`)),
  good: documents(deployment('reviews'), deployment('web', { account: 'web' }), object('security.istio.io/v1', 'AuthorizationPolicy', 'reviews', `
selector: { matchLabels: { app: reviews } }
rules:
- from:
  - source:
      principals:
      - cluster.local/ns/shop/sa/web`)),
  cases: [
    { title: 'patterns, another trust domain and default accounts', yaml: documents(deployment('reviews'), object('security.istio.io/v1', 'AuthorizationPolicy', 'x', "rules:\n- from:\n  - source: { principals: ['*/ns/gone/sa/x', 'other.org/ns/gone/sa/x', cluster.local/ns/shop/sa/default] }\n  - source: { notPrincipals: [cluster.local/ns/gone/sa/x] } # <-")) },
    { title: 'a custom trust domain, as it is and by its default name', trustDomain: 'shop.org', yaml: documents(deployment('reviews'), object('security.istio.io/v1', 'AuthorizationPolicy', 'x', "rules:\n- from:\n  - source:\n      principals:\n      - shop.org/ns/shop/sa/gone # <-\n      - cluster.local/ns/shop/sa/gone # <-")) },
    { title: 'an open inventory', inventory: 'open', yaml: documents(object('security.istio.io/v1', 'AuthorizationPolicy', 'x', 'rules: [{ from: [{ source: { principals: [cluster.local/ns/shop/sa/gone] } }] }]')) },
  ],
};
