import { automaticImagesAreInjected } from '../../../lib/checks/automatic-images-are-injected';
import { namespaceWith, podsWith } from '../pods';
import type { CheckSpec } from '../spec';
import { documents } from '../yaml';

const gateway = (label = '', more = '') => podsWith(`labels: { app: web${label} }\nannotations: { inject.istio.io/templates: gateway }`, { spec: `${more}containers:\n- name: istio-proxy\n  image: auto # <-` });
const injector = (selector: string) => `
apiVersion: admissionregistration.k8s.io/v1
kind: MutatingWebhookConfiguration
metadata: { name: istio-sidecar-injector }
webhooks:
- { name: rev.namespace.sidecar-injector.istio.io, clientConfig: { url: https://istiod.example.com/inject }, sideEffects: None, admissionReviewVersions: [v1], ${selector} }`;
const clean = (yaml: string) => yaml.replaceAll(' # <-', '');

export const spec: CheckSpec = {
  check: automaticImagesAreInjected,
  bad: documents(namespaceWith('shop'), gateway()),
  good: documents(namespaceWith('shop'), clean(gateway(', sidecar.istio.io/inject: "true"'))),
  cases: [
    { title: 'a namespace that is injected, one of which nothing is known', yaml: clean(documents(namespaceWith('shop', 'istio-injection: enabled'), gateway(), gateway().replace('namespace: shop', 'namespace: elsewhere'))) },
    { title: 'the pod or the namespace refuses, or the network is the host\'s', yaml: documents(namespaceWith('shop', 'istio-injection: enabled'), gateway(', sidecar.istio.io/inject: "false"'), gateway('', 'hostNetwork: true\n').replace('name: web', 'name: host')) },
    { title: 'the injector of the input decides', yaml: documents(namespaceWith('shop', 'mesh: shop'), clean(gateway()), injector('namespaceSelector: { matchLabels: { mesh: shop } }')) },
    { title: 'the injector of the input takes others', yaml: documents(namespaceWith('shop', 'istio-injection: enabled'), gateway(), injector('namespaceSelector: { matchExpressions: [{ key: istio.io/rev, operator: In, values: [canary] }] }')), expect: [{ equals: ['IST0146'] }] },
    { title: 'another image', yaml: documents(namespaceWith('shop'), clean(gateway()).replace('image: auto', 'image: proxyv2')) },
  ],
};
