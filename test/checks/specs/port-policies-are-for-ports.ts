import { portPoliciesAreForPorts } from '../../../lib/checks/port-policies-are-for-ports';
import type { CheckSpec } from '../spec';
import { deployment, destinationRule, documents, service } from '../yaml';

export const spec: CheckSpec = {
  check: portPoliciesAreForPorts,
  bad: documents(service('reviews', { ports: '{ name: http, port: 80, targetPort: 9080 }' }), deployment('reviews', { ports: 'containerPort: 9080' }), destinationRule('reviews', `
host: reviews
trafficPolicy:
  portLevelSettings:
  - port:
      number: 9080 # <-
    loadBalancer: { simple: ROUND_ROBIN }`)),
  good: documents(service('reviews', { ports: '{ name: http, port: 80, targetPort: 9080 }' }), deployment('reviews', { ports: 'containerPort: 9080' }), destinationRule('reviews', `
host: reviews
trafficPolicy:
  portLevelSettings:
  - port:
      number: 80
    loadBalancer: { simple: ROUND_ROBIN }`)),
  cases: [{ title: 'of a subset; a host that is not known', yaml: documents(service('reviews'), destinationRule('reviews', 'host: reviews\nsubsets:\n- name: a\n  labels: { app: reviews }\n  trafficPolicy:\n    portLevelSettings:\n    - port: { number: 81 } # <-'), destinationRule('gone', 'host: gone\ntrafficPolicy: { portLevelSettings: [{ port: { number: 81 } }] }')) }],
};
