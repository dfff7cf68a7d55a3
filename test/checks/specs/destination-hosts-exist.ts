import { destinationHostsExist } from '../../../lib/checks/destination-hosts-exist';
import type { CheckSpec } from '../spec';

const reviews = `
apiVersion: v1
kind: Service
metadata: { name: reviews, namespace: shop }
spec: { ports: [{ name: http, port: 80 }], selector: { app: reviews } }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: reviews, namespace: shop }
spec:
  selector: { matchLabels: { app: reviews } }
  template: { metadata: { labels: { app: reviews } }, spec: { containers: [{ name: app, image: app, ports: [{ containerPort: 80 }] }] } }
---`;
const rule = (http: string, namespace = 'shop') => `
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: reviews, namespace: ${namespace} }
spec:
  hosts: [reviews.shop.svc.cluster.local]
  http:
${http}`;

export const spec: CheckSpec = {
  check: destinationHostsExist,
  bad: `${reviews}${rule(`  - route:
    - destination:
        host: review # <-`)}`,
  good: `${reviews}${rule(`  - route:
    - destination:
        host: reviews`)}`,
  cases: [
    {
      title: 'a mirror sends to a host that does not exist', yaml: `${reviews}${rule(`  - route: [{ destination: { host: reviews } }]
    mirrors:
    - destination:
        host: shadow.shop.svc.cluster.local # <-`)}`,
    },
    {
      title: 'a short name is one of the namespace of the VirtualService', yaml: `${reviews}${rule('  - route: [{ destination: { host: reviews } }] # <-', 'edge')}`,
      expect: [{ message: "did you mean 'reviews.shop.svc.cluster.local'?", severity: 'error' }],
    },
    { title: 'the inventory is open: the host may be elsewhere', inventory: 'open', yaml: `${reviews}${rule('  - route: [{ destination: { host: review } }]')}` },
    {
      title: 'a wildcard of a ServiceEntry covers the host', yaml: `apiVersion: networking.istio.io/v1
kind: ServiceEntry
metadata: { name: outside, namespace: shop }
spec: { hosts: ['*.example.com'], ports: [{ number: 80, name: http, protocol: HTTP }], resolution: NONE }
---${rule('  - route: [{ destination: { host: api.example.com } }]')}`,
    },
  ],
};
