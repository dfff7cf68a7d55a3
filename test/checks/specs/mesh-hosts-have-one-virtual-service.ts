import { meshHostsHaveOneVirtualService } from '../../../lib/checks/mesh-hosts-have-one-virtual-service';
import type { CheckSpec } from '../spec';
import { deployment, documents, gateway, ingress, service, virtualService } from '../yaml';

export const spec: CheckSpec = {
  check: meshHostsHaveOneVirtualService,
  bad: documents(service('reviews'), deployment('reviews'), virtualService('reviews-canary', `
hosts:
- reviews # <-
http:
- match: [{ headers: { canary: { exact: 'true' } } }]
  route: [{ destination: { host: reviews } }]
- route: [{ destination: { host: reviews } }]`), virtualService('reviews', `
hosts:
- reviews.shop.svc.cluster.local # <-
http:
- route: [{ destination: { host: reviews } }]`)),
  good: documents(service('reviews'), deployment('reviews'), virtualService('reviews', `
hosts:
- reviews
http:
- match: [{ headers: { canary: { exact: 'true' } } }]
  route: [{ destination: { host: reviews } }]
- route: [{ destination: { host: reviews } }]`)),
  cases: [
    { title: 'each is exported to others', yaml: documents(service('reviews'), ...['a', 'b'].map((n) => virtualService('reviews', `hosts: [reviews.shop.svc.cluster.local]\nexportTo: ['.']\nhttp:\n- route: [{ destination: { host: reviews.shop.svc.cluster.local } }]`, n))) },
    { title: 'one is private to a namespace: it is clear who wins', yaml: documents(service('reviews'), virtualService('a', "hosts: [reviews]\nexportTo: ['.']\nhttp:\n- route: [{ destination: { host: reviews } }]"), virtualService('b', 'hosts: [reviews]\nhttp:\n- route: [{ destination: { host: reviews } }]')), expect: [{ severity: 'warning' }, { severity: 'warning', message: 'hides it in shop' }] },
    { title: 'at a gateway they are merged', yaml: documents(ingress(), gateway('public'), service('reviews'), ...['a', 'b'].map((n) => virtualService(n, `hosts: [shop.example.com]\ngateways: [edge/public]\nhttp:\n- match: [{ uri: { prefix: /${n}/ } }]\n  route: [{ destination: { host: reviews } }]`))) },
  ],
};
