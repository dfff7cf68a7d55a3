import { clientsAndServersAgreeOnTls } from '../../../lib/checks/clients-and-servers-agree-on-tls';
import { podsWith } from '../pods';
import { peer } from '../policies';
import type { CheckSpec } from '../spec';
import { deployment, destinationRule, documents, service } from '../yaml';

const reviews = [service('reviews'), deployment('reviews'), deployment('web')];
const rule = (tls: string, { host = 'reviews', namespace = 'shop' } = {}) => destinationRule('reviews', `host: "${host}"\ntrafficPolicy:\n  tls: ${tls}`, namespace);
const mark = (yaml: string) => yaml.replace(/^ {4}tls: (\{.*\})$/m, '    tls: # <-\n      $1');

export const spec: CheckSpec = {
  check: clientsAndServersAgreeOnTls,
  bad: documents(...reviews, peer('default', 'mtls: { mode: STRICT }'), mark(rule('{ mode: DISABLE }'))),
  good: documents(...reviews, peer('default', 'mtls: { mode: STRICT }'), rule('{ mode: ISTIO_MUTUAL }')),
  cases: [
    { title: 'by mesh, by workload and by port', yaml: documents(...reviews, peer('default', 'mtls: { mode: STRICT }', 'istio-system'), mark(rule('{ mode: SIMPLE }'))) },
    { title: 'by workload and port', yaml: documents(...reviews, peer('reviews', 'selector: { matchLabels: { app: reviews } }\nmtls: { mode: STRICT }\nportLevelMtls: { 80: { mode: DISABLE } }'), mark(rule('{ mode: ISTIO_MUTUAL }'))), expect: [{ message: 'plaintext only' }] },
    { title: 'the port is no longer strict', yaml: documents(...reviews, peer('reviews', 'selector: { matchLabels: { app: reviews } }\nmtls: { mode: STRICT }\nportLevelMtls: { 80: { mode: PERMISSIVE } }'), rule('{ mode: DISABLE }')) },
    { title: 'a port of the rule', yaml: documents(...reviews, peer('default', 'mtls: { mode: STRICT }'), destinationRule('reviews', 'host: reviews\ntrafficPolicy:\n  tls: { mode: ISTIO_MUTUAL }\n  portLevelSettings:\n  - port: { number: 80 }\n    tls: # <-\n      { mode: DISABLE }')) },
    { title: 'a subset of it', yaml: documents(service('reviews'), deployment('reviews', { version: 'v1' }), deployment('web'), peer('default', 'mtls: { mode: STRICT }'), destinationRule('reviews', 'host: reviews\nsubsets:\n- name: v1\n  labels: { version: v1 }\n  trafficPolicy:\n    tls: # <-\n      { mode: DISABLE }')) },
    { title: 'a namespace of clients that has a rule of its own, by a wildcard', yaml: documents(...reviews, deployment('web', { namespace: 'other' }), peer('default', 'mtls: { mode: STRICT }'), mark(rule('{ mode: DISABLE }', { host: '*.shop.svc.cluster.local', namespace: 'other' }))) },
    { title: 'mutual TLS to pods without a proxy', yaml: documents(service('reviews'), podsWith('labels: { app: reviews, sidecar.istio.io/inject: "false" }', { name: 'reviews' }), deployment('web'), mark(rule('{ mode: ISTIO_MUTUAL }'))), expect: [{ message: 'has no proxy', equals: [] }] },
    { title: 'DISABLE for a namespace', yaml: documents(...reviews, peer('default', 'mtls: { mode: DISABLE }'), mark(rule('{ mode: ISTIO_MUTUAL }'))), expect: [{ equals: ['KIA0505'] }] },
    { title: 'nothing is said, or PERMISSIVE', yaml: documents(...reviews, peer('default', 'mtls: { mode: STRICT }'), destinationRule('reviews', 'host: reviews\ntrafficPolicy: { connectionPool: { tcp: { maxConnections: 5 } } }'), service('db', { namespace: 'data' }), deployment('db', { namespace: 'data' }), rule('{ mode: DISABLE }', { host: 'db.data.svc.cluster.local', namespace: 'data' })) },
    { title: 'a rule that no client sees', yaml: documents(...reviews, peer('default', 'mtls: { mode: STRICT }'), rule('{ mode: DISABLE }', { host: 'reviews.shop.svc.cluster.local', namespace: 'empty' })) },
  ],
};
