import { noFieldIsDeprecated } from '../../../lib/checks/no-field-is-deprecated';
import type { CheckSpec } from '../spec';
import { deployment, documents, object, service, virtualService } from '../yaml';

const delayed = (percent: string) => virtualService('reviews', `
hosts: [reviews]
http:
- fault:
    delay:
      fixedDelay: 2s
      ${percent}
  route: [{ destination: { host: reviews } }]`);

export const spec: CheckSpec = {
  check: noFieldIsDeprecated,
  bad: documents(service('reviews'), deployment('reviews'), delayed('percent: 10 # <-')),
  good: documents(service('reviews'), deployment('reviews'), delayed('percentage: { value: 10 }')),
  cases: [
    { title: 'a Sidecar that sends the unknown to a proxy, kinds and definitions that are gone', yaml: documents(object('networking.istio.io/v1', 'Sidecar', 'default', 'outboundTrafficPolicy:\n  mode: ALLOW_ANY\n  egressProxy: { host: out.shop.svc.cluster.local, port: { number: 80 } } # <-'), `
apiVersion: rbac.istio.io/v1alpha1 # <-
kind: ServiceRole
metadata: { name: reader, namespace: shop }
spec: { rules: [{ services: ["*"] }] }`, `
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: rbacconfigs.rbac.istio.io }
spec:
  group: rbac.istio.io
  names:
    kind: RbacConfig # <-`) },
    { title: 'tracing by a provider that is given up', meshConfig: { extensionProviders: [{ name: 'old', lightstep: { service: 'x' } }, { name: 'new', opentelemetry: { service: 'y' } }] }, yaml: documents(object('telemetry.istio.io/v1', 'Telemetry', 'a', 'tracing:\n- providers:\n  - name: old # <-'), object('telemetry.istio.io/v1', 'Telemetry', 'b', 'tracing:\n- providers:\n  - name: new')) },
  ],
};
