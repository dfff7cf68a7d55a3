import { identitiesComeWithMutualTls } from '../../../lib/checks/identities-come-with-mutual-tls';
import { allow, peer } from '../policies';
import type { CheckSpec } from '../spec';
import { deployment, documents, service } from '../yaml';

const both = [service('reviews'), deployment('reviews'), deployment('web', { account: 'web' })];
const policy = (mark = '') => allow('reviews', `selector: { matchLabels: { app: reviews } }\nrules:\n- from:\n  - source:\n      principals:${mark}\n      - cluster.local/ns/shop/sa/web`);

export const spec: CheckSpec = {
  check: identitiesComeWithMutualTls,
  bad: documents(...both, peer('default', 'mtls: { mode: DISABLE }'), policy(' # <-')),
  good: documents(...both, peer('default', 'mtls: { mode: PERMISSIVE }'), policy()),
  cases: [
    { title: 'one port without mutual TLS, that the rule is not about', yaml: documents(...both, peer('reviews', 'selector: { matchLabels: { app: reviews } }\nportLevelMtls: { 80: { mode: DISABLE } }'), policy().replace('namespace: shop', 'namespace: shop').replace('  - from:', '  - to: [{ operation: { ports: ["9090"] } }]\n    from:')) },
    { title: 'one port without mutual TLS, that it is about', yaml: documents(...both, peer('reviews', 'selector: { matchLabels: { app: reviews } }\nportLevelMtls: { 80: { mode: DISABLE } }'), policy(' # <-').replace('  - from:', '  - to: [{ operation: { ports: ["80"] } }]\n    from:')) },
    { title: 'one port of two without mutual TLS, and a rule for both', yaml: documents(service('reviews', { ports: '{ name: http, port: 80 }, { name: admin, port: 9090 }' }), deployment('reviews'), deployment('web', { account: 'web' }), peer('reviews', 'selector: { matchLabels: { app: reviews } }\nportLevelMtls: { 80: { mode: DISABLE } }'), policy()) },
    { title: 'rules about other things', yaml: documents(...both, peer('default', 'mtls: { mode: DISABLE }'), allow('reviews', 'rules: [{ to: [{ operation: { methods: [GET] } }] }]')) },
  ],
};
