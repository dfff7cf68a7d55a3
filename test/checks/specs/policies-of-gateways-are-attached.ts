import { policiesOfGatewaysAreAttached } from '../../../lib/checks/policies-of-gateways-are-attached';
import { podsWith } from '../pods';
import type { CheckSpec } from '../spec';
import { documents, object } from '../yaml';

const made = podsWith('labels: { app: web, gateway.networking.k8s.io/gateway-name: public }');
const gatewayObject = object('gateway.networking.k8s.io/v1', 'Gateway', 'public', 'gatewayClassName: istio\nlisteners: [{ name: http, port: 80, protocol: HTTP }]');
const policy = (to: string) => object('security.istio.io/v1', 'AuthorizationPolicy', 'public', `${to}\naction: DENY\nrules: [{ from: [{ source: { notNamespaces: [shop] } }] }]`);

export const spec: CheckSpec = {
  check: policiesOfGatewaysAreAttached,
  bad: documents(made, gatewayObject, policy('selector: # <-\n  matchLabels: { app: web }')),
  good: documents(made, gatewayObject, policy('targetRefs: [{ group: gateway.networking.k8s.io, kind: Gateway, name: public }]')),
  cases: [{ title: 'pods that a Deployment makes', yaml: documents(podsWith(''), policy('selector: { matchLabels: { app: web } }')) }],
};
