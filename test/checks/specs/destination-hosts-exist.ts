import { destinationHostsExist } from '../../../lib/checks/destination-hosts-exist';
import type { CheckSpec } from '../spec';
import { deployment, documents, object, service, virtualService } from '../yaml';

export const spec: CheckSpec = {
  check: destinationHostsExist,
  bad: documents(service('reviews'), deployment('reviews'), virtualService('reviews', `
hosts: [reviews]
http:
- route:
  - destination:
      host: review # <-`)),
  good: documents(service('reviews'), deployment('reviews'), virtualService('reviews', `
hosts: [reviews]
http:
- route:
  - destination:
      host: reviews`)),
  cases: [
    {
      title: 'a mirror sends to a host that does not exist', yaml: documents(service('reviews'), virtualService('reviews', `
hosts: [reviews]
http:
- route: [{ destination: { host: reviews } }]
  mirrors:
  - destination:
      host: shadow.shop.svc.cluster.local # <-`)),
    },
    {
      title: 'tcp and tls routes', yaml: documents(service('db', { ports: '{ name: tcp, port: 5432 }' }), virtualService('db', `
hosts: [db]
tcp:
- route: [{ destination: { host: gone } }] # <-
tls:
- match: [{ sniHosts: [db.example.com] }]
  route: [{ destination: { host: gone } }] # <-`)),
    },
    {
      title: 'a short name is one of the namespace of the VirtualService', yaml: documents(service('reviews'), virtualService('reviews', `
hosts: [reviews.shop.svc.cluster.local]
http:
- route: [{ destination: { host: reviews } }] # <-`, 'edge')),
      expect: [{ message: "did you mean 'reviews.shop.svc.cluster.local'?", severity: 'error' }],
    },
    { title: 'the inventory is open: the host may be elsewhere', inventory: 'open', yaml: documents(virtualService('reviews', 'hosts: [reviews]\nhttp:\n- route: [{ destination: { host: review } }]')) },
    {
      title: 'a wildcard of a ServiceEntry covers the host',
      yaml: documents(object('networking.istio.io/v1', 'ServiceEntry', 'outside', "hosts: ['*.example.com']\nports: [{ number: 80, name: http, protocol: HTTP }]\nresolution: NONE"), virtualService('api', 'hosts: [api.example.com]\nhttp:\n- route: [{ destination: { host: api.example.com } }]')),
    },
    { title: 'names of the cluster itself', yaml: documents(virtualService('api', 'hosts: [api.example.com]\nhttp:\n- route: [{ destination: { host: kubernetes.default.svc.cluster.local } }]\n- route: [{ destination: { host: metrics.kube-system.svc.cluster.local } }]')) },
    { title: 'fields of a wrong type are passed over', yaml: documents(virtualService('odd', 'hosts: 5\nhttp:\n- 7\n- route: no\n- route: [3, { destination: none }, { destination: { host: [] } }]\n  mirrors: {}\ntls: ~')) },
  ],
};
