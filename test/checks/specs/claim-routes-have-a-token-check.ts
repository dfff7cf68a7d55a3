import { claimRoutesHaveATokenCheck } from '../../../lib/checks/claim-routes-have-a-token-check';
import type { CheckSpec } from '../spec';
import { deployment, documents, gateway, ingress, object, service, virtualService } from '../yaml';

export const spec: CheckSpec = {
  check: claimRoutesHaveATokenCheck,
  bad: documents(ingress(), gateway('public'), service('reviews'), deployment('reviews'), virtualService('reviews', `
hosts: [shop.example.com]
gateways: [edge/public]
http:
- match:
  - headers:
      '@request.auth.claims.group': # <-
        exact: beta
  route: [{ destination: { host: reviews } }]`)),
  good: documents(ingress(), gateway('public'), service('reviews'), deployment('reviews'), object('security.istio.io/v1', 'RequestAuthentication', 'tokens', `
selector: { matchLabels: { istio: ingress } }
jwtRules: [{ issuer: https://id.example.com, jwksUri: https://id.example.com/keys }]`, 'edge'), virtualService('reviews', `
hosts: [shop.example.com]
gateways: [edge/public]
http:
- match:
  - headers:
      '@request.auth.claims.group':
        exact: beta
  route: [{ destination: { host: reviews } }]`)),
  cases: [
    { title: 'tokens are verified elsewhere', yaml: documents(ingress(), gateway('public'), service('reviews'), object('security.istio.io/v1', 'RequestAuthentication', 'tokens', 'jwtRules: [{ issuer: x }]', 'shop'), virtualService('reviews', "hosts: [shop.example.com]\ngateways: [edge/public]\nhttp:\n- match:\n  - withoutHeaders:\n      '@request.auth.claims.group': { exact: beta } # <-\n  route: [{ destination: { host: reviews } }]")) },
    { title: 'the root namespace verifies for all', yaml: documents(ingress(), gateway('public'), service('reviews'), object('security.istio.io/v1', 'RequestAuthentication', 'tokens', 'jwtRules: [{ issuer: x }]', 'istio-system'), virtualService('reviews', "hosts: [shop.example.com]\ngateways: [edge/public]\nhttp:\n- match: [{ headers: { '@request.auth.claims.group': { exact: beta } } }]\n  route: [{ destination: { host: reviews } }]")) },
  ],
};
