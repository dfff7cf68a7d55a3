import { headlessServicesHavePlainRoutes } from '../../../lib/checks/headless-services-have-plain-routes';
import type { CheckSpec } from '../spec';
import { deployment, destinationRule, documents, gateway, ingress, object, service, virtualService } from '../yaml';

const headless = (name: string, ip = 'clusterIP: None') => object('v1', 'Service', name, `${ip}\nselector: { app: ${name} }\nports: [{ name: http, port: 80 }]`);
const subsets = destinationRule('db', 'host: db\nsubsets: [{ name: v1, labels: { version: v1 } }, { name: v2, labels: { version: v2 } }]');
const split = (mark = '') => virtualService('db', `
hosts: [db]
http:
- route:
  - destination:
      host: db
      subset: v1${mark}
    weight: 90
  - destination:
      host: db
      subset: v2${mark}
    weight: 10`);
const pods = [deployment('db', { version: 'v1' }), deployment('db', { version: 'v2' })];

export const spec: CheckSpec = {
  check: headlessServicesHavePlainRoutes,
  bad: documents(headless('db'), ...pods, subsets, split(' # <-')),
  good: documents(headless('db', 'type: ClusterIP'), ...pods, subsets, split()),
  cases: [
    { title: 'another host, and balancing', yaml: documents(headless('db'), ...pods, service('web'), deployment('web'), virtualService('web', 'hosts: [web]\nhttp:\n- route:\n  - destination:\n      host: db # <-'), destinationRule('db', 'host: db\ntrafficPolicy:\n  loadBalancer: # <-\n    { simple: ROUND_ROBIN }').replace('loadBalancer: # <-\n    { simple', 'loadBalancer: # <-\n      { simple')) },
    { title: 'a gateway chooses; its own host with a timeout', yaml: documents(headless('db'), ...pods, subsets, ingress(), gateway('public'), virtualService('out', 'hosts: [db.example.com]\ngateways: [edge/public]\nhttp:\n- route: [{ destination: { host: db, subset: v1 } }]'), virtualService('db', 'hosts: [db]\nhttp:\n- timeout: 2s\n  route: [{ destination: { host: db } }]')) },
  ],
};
