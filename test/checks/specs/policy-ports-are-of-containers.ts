import { policyPortsAreOfContainers } from '../../../lib/checks/policy-ports-are-of-containers';
import { allow, peer } from '../policies';
import type { CheckSpec } from '../spec';
import { deployment, documents, ingress, service } from '../yaml';

const both = [service('reviews', { ports: '{ name: http, port: 80, targetPort: 8080 }' }), deployment('reviews', { ports: 'containerPort: 8080' })];
const strict = (port: string, mark = '') => peer('reviews', `selector: { matchLabels: { app: reviews } }\nmtls: { mode: PERMISSIVE }\nportLevelMtls:\n  ${port}:${mark}\n    mode: STRICT`);

export const spec: CheckSpec = {
  check: policyPortsAreOfContainers,
  bad: documents(...both, strict('80', ' # <-')),
  good: documents(...both, strict('8080')),
  cases: [
    { title: 'ports of authorization', yaml: documents(...both, allow('reviews', 'action: DENY\nrules:\n- to:\n  - operation:\n      ports:\n      - "80" # <-\n      - "8080"\n- when:\n  - key: destination.port\n    values:\n    - "80" # <-')) },
    { title: 'a port that one of the selected has, and one that nobody knows', yaml: documents(...both, service('web'), deployment('web'), allow('all', 'action: DENY\nrules: [{ to: [{ operation: { ports: ["80", "9090"] } }] }]')) },
    { title: 'ports of a gateway', yaml: documents(ingress(), `
apiVersion: networking.istio.io/v1
kind: Gateway
metadata: { name: public, namespace: edge }
spec: { selector: { istio: ingress }, servers: [{ port: { number: 80, name: http, protocol: HTTP }, hosts: ["*"] }] }`, allow('edge', 'rules:\n- to:\n  - operation:\n      ports:\n      - "8080"\n      - "443" # <-', 'edge')) },
  ],
};
