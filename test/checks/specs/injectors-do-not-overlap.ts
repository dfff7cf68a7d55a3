import { injectorsDoNotOverlap } from '../../../lib/checks/injectors-do-not-overlap';
import type { CheckSpec } from '../spec';
import { documents } from '../yaml';

const injector = (name: string, namespaces: string, pods = '{}', service = 'istiod') => `
apiVersion: admissionregistration.k8s.io/v1
kind: MutatingWebhookConfiguration
metadata: { name: ${name} }
webhooks:
- name: ${name}.istio.io
  clientConfig: { service: { name: ${service}, namespace: istio-system } }
  sideEffects: None
  admissionReviewVersions: [v1]
  namespaceSelector: ${namespaces}
  objectSelector: ${pods}`;
const istiod = `
apiVersion: v1
kind: Service
metadata: { name: istiod, namespace: istio-system }
spec: { ports: [{ name: https-webhook, port: 443 }] }`;
const byLabel = '{ matchLabels: { istio-injection: enabled } }', byRevision = (more = '') => `{ matchLabels: { istio.io/rev: canary }${more} }`;
const mark = (yaml: string) => yaml.replace(/^- name: .*$/m, '$& # <-');

export const spec: CheckSpec = {
  check: injectorsDoNotOverlap,
  bad: documents(istiod, mark(injector('a', byLabel)), mark(injector('b', byRevision()))),
  good: documents(istiod, injector('a', byLabel), injector('b', byRevision(', matchExpressions: [{ key: istio-injection, operator: DoesNotExist }]'))),
  cases: [
    { title: 'the control plane is not there', yaml: documents(injector('a', byLabel).replace(/ {2}clientConfig: .*$/m, '$& # <-')) },
    { title: 'in an open inventory it may be', inventory: 'open', yaml: documents(injector('a', byLabel)) },
    { title: 'webhooks of others', yaml: documents(istiod, injector('a', byLabel), injector('b', byLabel).replace('name: b.istio.io', 'name: b.example.com')) },
  ],
};
