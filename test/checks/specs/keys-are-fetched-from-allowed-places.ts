import { keysAreFetchedFromAllowedPlaces } from '../../../lib/checks/keys-are-fetched-from-allowed-places';
import { allow, tokens } from '../policies';
import type { CheckSpec } from '../spec';
import { deployment, documents } from '../yaml';

const istiod = (env: string) => `
apiVersion: apps/v1
kind: Deployment
metadata: { name: istiod, namespace: istio-system, labels: { app: istiod } }
spec: { selector: { matchLabels: { app: istiod } }, template: { metadata: { labels: { app: istiod } }, spec: { containers: [{ name: discovery, image: pilot, env: [${env}] }] } } }`.trim();
const shop = [deployment('web'), tokens('web', 'jwtRules: [{ issuer: https://id.example.com, jwksUri: https://id.example.com/keys }]'), allow('web', 'rules: [{ from: [{ source: { requestPrincipals: ["*"] } }] }]')];

export const spec: CheckSpec = {
  check: keysAreFetchedFromAllowedPlaces,
  bad: documents(...shop, istiod('').replace('apps/v1', 'apps/v1 # <-')),
  good: documents(...shop, istiod('{ name: BLOCKED_CIDRS_IN_JWKS_URIS, value: 10.0.0.0/8 }')),
  cases: [{ title: 'no tokens are verified', yaml: documents(istiod('')) }],
};
