import { tokensAreAskedFor } from '../../../lib/checks/tokens-are-asked-for';
import { allow, tokens } from '../policies';
import type { CheckSpec } from '../spec';
import { deployment, documents, gateway, ingress, service, virtualService } from '../yaml';

const both = [service('web'), deployment('web')];
const keys = 'selector: { matchLabels: { app: web } }\njwtRules:\n- issuer: https://id.example.com\n  jwksUri: https://id.example.com/keys';
const mark = (yaml: string) => yaml.trim().replace('/v1', '/v1 # <-');
const asking = allow('web', 'selector: { matchLabels: { app: web } }\naction: DENY\nrules: [{ from: [{ source: { notRequestPrincipals: ["*"] } }] }]');

export const spec: CheckSpec = {
  check: tokensAreAskedFor,
  bad: documents(...both, mark(tokens('web', keys))),
  good: documents(...both, tokens('web', keys), asking),
  cases: [
    { title: 'by claims, at a workload of several', yaml: documents(...both, tokens('web', keys), allow('web', 'rules: [{ when: [{ key: "request.auth.claims[role]", values: [admin] }] }]')) },
    { title: 'claims that are handed on', yaml: documents(...both, tokens('web', `${keys}\n  outputClaimToHeaders: [{ header: x-user, claim: sub }]`)) },
    { title: 'claims that choose routes at a gateway', yaml: documents(...both, ingress(), gateway('public'), tokens('edge', keys.replace('app: web', 'istio: ingress'), 'edge'), virtualService('web', 'hosts: [shop.example.com]\ngateways: [edge/public]\nhttp:\n- match: [{ headers: { "@request.auth.claims.group": { exact: beta } } }]\n  route: [{ destination: { host: web } }]')) },
    { title: 'an open inventory', inventory: 'open', yaml: documents(...both, tokens('web', keys)) },
  ],
};
