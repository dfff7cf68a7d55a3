import { policiesHoldOnAllPorts } from '../../../lib/checks/policies-hold-on-all-ports';
import { podsWith } from '../pods';
import { allow, peer } from '../policies';
import type { CheckSpec } from '../spec';
import { documents, service } from '../yaml';

const web = (annotation: string) => podsWith(`annotations:\n  ${annotation}`, { spec: 'containers: [{ name: app, image: app, ports: [{ containerPort: 80 }, { containerPort: 9090 }] }]' });
const policy = allow('web', 'action: DENY\nrules: [{ from: [{ source: { namespaces: [shop] } }] }]');

export const spec: CheckSpec = {
  check: policiesHoldOnAllPorts,
  bad: documents(service('web'), web('traffic.sidecar.istio.io/excludeInboundPorts: "80" # <-'), policy),
  good: documents(service('web'), web('traffic.sidecar.istio.io/excludeInboundPorts: "9090"'), policy),
  cases: [
    { title: 'a port that a policy names', yaml: documents(service('web'), web('traffic.sidecar.istio.io/excludeInboundPorts: "9090" # <-'), peer('web', 'selector: { matchLabels: { app: web } }\nportLevelMtls: { 9090: { mode: STRICT } }')) },
    { title: 'a list of what is caught', yaml: documents(service('web'), web('traffic.sidecar.istio.io/includeInboundPorts: "9090" # <-'), policy) },
    { title: 'no policy, or all is caught', yaml: documents(service('web'), web('traffic.sidecar.istio.io/excludeInboundPorts: "80"'), policy.replace('namespace: shop', 'namespace: other')) },
    { title: 'all is caught', yaml: documents(service('web'), web('traffic.sidecar.istio.io/includeInboundPorts: "*"'), policy) },
  ],
};
