import { gatewayFragmentsDoNotOverlap } from '../../../lib/checks/gateway-fragments-do-not-overlap';
import type { CheckSpec } from '../spec';
import { deployment, documents, gateway, ingress, service, virtualService } from '../yaml';

const fragment = (name: string, http: string) => virtualService(name, `hosts: [shop.example.com]\ngateways: [edge/public]\nhttp:\n${http}`);

export const spec: CheckSpec = {
  check: gatewayFragmentsDoNotOverlap,
  bad: documents(ingress(), gateway('public'), service('reviews'), deployment('reviews'), service('api'), deployment('api'), virtualService('reviews', `
hosts: [shop.example.com]
gateways: [edge/public]
http:
- match: [{ uri: { prefix: /api } }]
  route: [{ destination: { host: api } }]`), virtualService('reviews-v2', `
hosts: [shop.example.com]
gateways: [edge/public]
http:
- match:
  - uri: { prefix: /api/reviews } # <-
  route: [{ destination: { host: reviews } }]`)),
  good: documents(ingress(), gateway('public'), service('reviews'), deployment('reviews'), service('api'), deployment('api'), virtualService('reviews', `
hosts: [shop.example.com]
gateways: [edge/public]
http:
- match: [{ uri: { prefix: /api/reviews } }]
  route: [{ destination: { host: reviews } }]
- match: [{ uri: { prefix: /api } }]
  route: [{ destination: { host: api } }]`)),
  cases: [
    { title: 'two rules for everything', yaml: documents(ingress(), gateway('public'), service('a'), service('b'), fragment('a', '- route: [{ destination: { host: a } }]'), fragment('b', '- route: [{ destination: { host: b } }] # <-')) },
    { title: 'one rule for everything stands behind the rest', yaml: documents(ingress(), gateway('public'), service('a'), service('b'), fragment('a', '- route: [{ destination: { host: a } }]'), fragment('b', '- match: [{ uri: { prefix: /b } }]\n  route: [{ destination: { host: b } }]')) },
    { title: 'paths that exclude each other; methods that do', yaml: documents(ingress(), gateway('public'), service('a'), service('b'), fragment('a', '- match: [{ uri: { prefix: /a } }, { uri: { prefix: /c }, method: { exact: GET } }]\n  route: [{ destination: { host: a } }]'), fragment('b', '- match: [{ uri: { exact: /b } }, { uri: { prefix: /c }, method: { exact: POST } }]\n  route: [{ destination: { host: b } }]')) },
    { title: 'both do the same', yaml: documents(ingress(), gateway('public'), service('a'), fragment('x', '- match: [{ uri: { prefix: /a } }]\n  route: [{ destination: { host: a } }]'), fragment('y', '- match: [{ uri: { prefix: /a/b } }]\n  route: [{ destination: { host: a } }]')) },
    { title: 'other hosts, other gateways', yaml: documents(ingress(), gateway('public'), gateway('private'), service('a'), service('b'), fragment('a', '- route: [{ destination: { host: a } }]'), fragment('b', '- route: [{ destination: { host: b } }]').replace('shop.', 'pay.'), fragment('c', '- route: [{ destination: { host: b } }]').replace('edge/public', 'edge/private')) },
    { title: 'expressions: nothing is said that is not sure', yaml: documents(ingress(), gateway('public'), service('a'), service('b'), fragment('a', "- match: [{ uri: { regex: '/a+[bc]{2}.?d' } }]\n  route: [{ destination: { host: a } }]"), fragment('b', "- match: [{ uri: { regex: '/(a|x)*[cb]+e' } }]\n  route: [{ destination: { host: b } }]")) },
  ],
};
