import { strictServersHaveClientsWithIdentity } from '../../../lib/checks/strict-servers-have-clients-with-identity';
import { podsWith } from '../pods';
import { peer } from '../policies';
import type { CheckSpec } from '../spec';
import { deployment, documents, object, service } from '../yaml';

const input = { options: { calls: [{ from: 'shop/cron', to: 'reviews.shop' }] } };
const strict = (mark = '', mode = 'STRICT') => peer('reviews', `selector: { matchLabels: { app: reviews } }\nmtls:${mark}\n  mode: ${mode}`).replace(`mtls:${mark}\n    mode: ${mode}`, `mtls:\n    mode: ${mode}${mark}`);
const caller = (inject: boolean, more = '') => podsWith(`labels: { app: cron, sidecar.istio.io/inject: "${inject}" }${more}`, { name: 'cron' });
const reviews = [service('reviews'), deployment('reviews')];

export const spec: CheckSpec = {
  check: strictServersHaveClientsWithIdentity,
  input,
  bad: documents(...reviews, strict(' # <-'), caller(false)),
  good: documents(...reviews, strict(), caller(true)),
  cases: [
    { title: 'the port passes the caller\'s proxy by', ...input, yaml: documents(...reviews, strict(' # <-'), caller(true, '\nannotations: { traffic.sidecar.istio.io/excludeOutboundPorts: "80" }')) },
    { title: 'PERMISSIVE takes all; no call is known', ...input, yaml: documents(...reviews, strict('', 'PERMISSIVE'), caller(false)) },
    { title: 'no call is known', yaml: documents(...reviews, strict(), caller(false)) },
    { title: 'clients outside', yaml: documents(deployment('reviews'), strict(), object('v1', 'Service', 'reviews', 'type: LoadBalancer # <-\nselector: { app: reviews }\nports: [{ name: http, port: 80 }]')), expect: [{ severity: 'warning', message: 'open to clients outside' }] },
    { title: 'clients outside come to a port that passes the proxy by', yaml: documents(podsWith('labels: { app: reviews }\nannotations: { traffic.sidecar.istio.io/excludeInboundPorts: "80" }', { name: 'reviews' }), strict(), object('v1', 'Service', 'reviews', 'type: NodePort\nselector: { app: reviews }\nports: [{ name: http, port: 80 }]')) },
  ],
};
