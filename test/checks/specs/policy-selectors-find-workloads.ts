import { policySelectorsFindWorkloads } from '../../../lib/checks/policy-selectors-find-workloads';
import type { CheckSpec } from '../spec';
import { deployment, documents, object, service } from '../yaml';

export const spec: CheckSpec = {
  check: policySelectorsFindWorkloads,
  bad: documents(service('reviews'), deployment('reviews'), object('security.istio.io/v1', 'AuthorizationPolicy', 'reviews', `
selector:
  matchLabels: # <-
    name: reviews
rules: [{ from: [{ source: { namespaces: [shop] } }] }]`)),
  good: documents(service('reviews'), deployment('reviews'), object('security.istio.io/v1', 'AuthorizationPolicy', 'reviews', `
selector:
  matchLabels:
    app: reviews
rules: [{ from: [{ source: { namespaces: [shop] } }] }]`)),
  cases: [
    { title: 'each kind that selects', yaml: documents(deployment('reviews'),
      ...['PeerAuthentication', 'RequestAuthentication'].map((kind) => object('security.istio.io/v1', kind, 'x', 'selector:\n  matchLabels: { app: gone } # <-')),
      object('telemetry.istio.io/v1', 'Telemetry', 'x', 'selector:\n  matchLabels: { app: gone } # <-'), object('networking.istio.io/v1', 'Sidecar', 'x', 'workloadSelector:\n  labels: { app: gone } # <-\negress: [{ hosts: ["*/*"] }]'),
      object('networking.istio.io/v1alpha3', 'EnvoyFilter', 'x', 'workloadSelector:\n  labels: { app: gone } # <-'), object('extensions.istio.io/v1alpha1', 'WasmPlugin', 'x', 'url: oci://registry.example.com/filter:1\nselector:\n  matchLabels: { app: gone } # <-')) },
    { title: 'the root namespace reaches into all; another does not', yaml: documents(deployment('reviews'), ...['istio-system', 'other'].map((n) => object('security.istio.io/v1', 'PeerAuthentication', 'x', `selector:\n  matchLabels: { app: reviews }${n === 'other' ? ' # <-' : ''}`, n))) },
    { title: 'a policy for a namespace without workloads', yaml: documents(deployment('reviews'), object('security.istio.io/v1', 'AuthorizationPolicy', 'x', '{}', 'empty'), object('security.istio.io/v1', 'AuthorizationPolicy', 'x', '{}', 'istio-system')), expect: [{ message: 'namespace empty has no workload', equals: ['IST0127'] }] },
    { title: 'targetRefs', yaml: documents(service('reviews'), object('security.istio.io/v1', 'AuthorizationPolicy', 'x', 'targetRefs:\n- { group: "", kind: Service, name: reviews }\n- { group: "", kind: Service, name: review } # <-')) },
    { title: 'an open inventory', inventory: 'open', yaml: documents(object('security.istio.io/v1', 'AuthorizationPolicy', 'x', 'selector: { matchLabels: { app: gone } }')) },
  ],
};
