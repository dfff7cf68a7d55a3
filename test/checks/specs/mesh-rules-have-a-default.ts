import { meshRulesHaveADefault } from '../../../lib/checks/mesh-rules-have-a-default';
import type { CheckSpec } from '../spec';
import { deployment, documents, gateway, ingress, service, virtualService } from '../yaml';

export const spec: CheckSpec = {
  check: meshRulesHaveADefault,
  bad: documents(service('reviews'), deployment('reviews', { version: 'v1' }), virtualService('reviews', `
hosts: [reviews]
http: # <-
- match: [{ headers: { end-user: { exact: jason } } }]
  route: [{ destination: { host: reviews } }]`)),
  good: documents(service('reviews'), deployment('reviews', { version: 'v1' }), virtualService('reviews', `
hosts: [reviews]
http:
- match: [{ headers: { end-user: { exact: jason } } }]
  route: [{ destination: { host: reviews } }]
- route: [{ destination: { host: reviews } }]`)),
  cases: [
    { title: 'rules that together take all', yaml: documents(service('reviews'), virtualService('reviews', 'hosts: [reviews]\nhttp:\n- match: [{ headers: { x: {} } }]\n  route: [{ destination: { host: reviews } }]\n- match: [{ withoutHeaders: { x: {} } }, { uri: { prefix: / } }]\n  route: [{ destination: { host: reviews } }]')) },
    { title: 'at a gateway the rest is not served', yaml: documents(ingress(), gateway('public'), service('reviews'), virtualService('reviews', 'hosts: [shop.example.com]\ngateways: [edge/public]\nhttp:\n- match: [{ uri: { prefix: /reviews } }]\n  route: [{ destination: { host: reviews } }]')) },
    { title: 'the same of a service of the mesh', yaml: documents(ingress(), gateway('public'), service('reviews'), virtualService('reviews', 'hosts: [reviews]\ngateways: [edge/public]\nhttp:\n- match: [{ uri: { prefix: /reviews } }]\n  route: [{ destination: { host: reviews } }]')) },
    { title: 'what one port gets besides', yaml: documents(service('reviews'), virtualService('reviews', 'hosts: [reviews]\nhttp:\n- match: [{ uri: { prefix: /a } }]\n  route: [{ destination: { host: reviews } }]\n- match: [{ port: 80 }]\n  route: [{ destination: { host: reviews } }]')) },
    { title: 'rules for some sources only', yaml: documents(service('reviews'), virtualService('reviews', 'hosts: [reviews]\nhttp:\n- match: [{ sourceLabels: { app: web } }]\n  route: [{ destination: { host: reviews } }]')) },
  ],
};
