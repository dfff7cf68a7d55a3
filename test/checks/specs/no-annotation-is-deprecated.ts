import { noAnnotationIsDeprecated } from '../../../lib/checks/no-annotation-is-deprecated';
import { podsWith } from '../pods';
import type { CheckSpec } from '../spec';
import { documents } from '../yaml';

export const spec: CheckSpec = {
  check: noAnnotationIsDeprecated,
  bad: documents(podsWith(`
annotations:
  sidecar.istio.io/inject: "false" # <-`)),
  good: documents(podsWith(`
labels:
  app: web
  sidecar.istio.io/inject: "false"`)),
  cases: [{ title: 'the label is there too', yaml: documents(podsWith('labels: { app: web, sidecar.istio.io/inject: "true" }\nannotations: { sidecar.istio.io/inject: "true" }')) }],
};
