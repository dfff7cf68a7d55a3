import { annotationsAreKnown } from '../../../lib/checks/annotations-are-known';
import type { CheckSpec } from '../spec';
import { documents, object } from '../yaml';
import { podsWith } from '../pods';

export const spec: CheckSpec = {
  check: annotationsAreKnown,
  bad: documents(podsWith(`
annotations:
  traffic.sidecar.istio.io/excludeInboundPort: "9090" # <-`)),
  good: documents(podsWith(`
annotations:
  traffic.sidecar.istio.io/excludeInboundPorts: "9090"`)),
  cases: [
    { title: 'a label that is almost one of Istio\'s, and one of somebody else', yaml: documents(podsWith(`
labels:
  app: web
  sidecar.istio.io/injct: "true" # <-
  install.operator.istio.io/owning-resource: shop
  example.com/istio: "1"`)) },
    { title: 'a label that is written as an annotation', yaml: documents(podsWith('annotations:\n  service.istio.io/canonical-name: web # <-')), expect: [{ message: 'it is a label' }] },
    { title: 'of others, of the injector, of Kubernetes', yaml: documents(podsWith('annotations: { example.com/x: "1", sidecar.istio.io/status: "{}", kubernetes.io/ingress.class: istio }'), object('v1', 'Service', 'web', 'ports: [{ name: http, port: 80 }]')) },
  ],
};
