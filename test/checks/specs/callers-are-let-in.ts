import { callersAreLetIn } from '../../../lib/checks/callers-are-let-in';
import { allow } from '../policies';
import type { CheckSpec } from '../spec';
import { deployment, documents, gateway, ingress, service, virtualService } from '../yaml';

const input = { options: { calls: [{ from: 'shop/web', to: 'reviews.shop' }] } };
const both = [service('reviews'), deployment('reviews'), deployment('web', { account: 'web' }), deployment('cart', { account: 'cart' })];
const policy = (account: string) => allow('reviews', `selector: { matchLabels: { app: reviews } }\nrules: [{ from: [{ source: { principals: [cluster.local/ns/shop/sa/${account}] } }], to: [{ operation: { methods: [GET] } }] }]`).trim();
const mark = (yaml: string) => yaml.trim().replace('/v1', '/v1 # <-');

export const spec: CheckSpec = {
  check: callersAreLetIn,
  input,
  bad: documents(...both, mark(policy('cart'))),
  good: documents(...both, policy('web')),
  cases: [
    { title: 'the namespace is closed', ...input, yaml: documents(...both, mark(allow('nothing', '')).trim()) },
    { title: 'a rule denies the caller, whatever it asks for', ...input, yaml: documents(...both, allow('deny', 'action: DENY\nrules:\n- from: # <-\n  - source: { namespaces: [shop] }').replace('- from: # <-\n', '- # <-\n    from:\n')) },
    { title: 'some requests pass: another path, another port, an address', ...input, yaml: documents(...both, allow('a', 'action: DENY\nrules: [{ from: [{ source: { namespaces: [shop] } }], to: [{ operation: { paths: [/admin] } }] }]'), allow('b', 'rules: [{ from: [{ source: { ipBlocks: [10.0.0.0/8] } }] }, { to: [{ operation: { ports: ["9090"] } }] }]')) },
    { title: 'one port of two lets it in', ...input, yaml: documents(service('reviews', { ports: '{ name: http, port: 80 }, { name: admin, port: 9090 }' }), ...both.slice(1), allow('b', 'rules: [{ to: [{ operation: { ports: ["9090"] } }] }]')) },
    { title: 'headers may be there', ...input, yaml: documents(...both, allow('reviews', 'rules:\n- when: [{ key: "request.headers[x-team]", values: [a] }]')) },
    { title: 'headers of another caller', ...input, yaml: documents(...both, mark(allow('reviews', 'rules:\n- from: [{ source: { principals: [cluster.local/ns/shop/sa/cart] } }]\n  when: [{ key: "request.headers[x-team]", values: [a] }]'))) },
    { title: 'a trial denies nobody', ...input, yaml: documents(...both, policy('cart').replace('namespace: shop }', 'namespace: shop, annotations: { istio.io/dry-run: "true" } }')) },
    { title: 'a gateway with a route', yaml: documents(...both, ingress(), gateway('public'), virtualService('reviews', 'hosts: [shop.example.com]\ngateways: [edge/public]\nhttp:\n- route: [{ destination: { host: reviews } }]'), mark(policy('web'))), expect: [{ message: 'ingress calls reviews' }] },
    { title: 'nobody is known to call', yaml: documents(...both, policy('cart')) },
  ],
};
