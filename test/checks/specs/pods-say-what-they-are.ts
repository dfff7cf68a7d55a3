import { podsSayWhatTheyAre } from '../../../lib/checks/pods-say-what-they-are';
import { podsWith } from '../pods';
import type { CheckSpec } from '../spec';
import { documents } from '../yaml';

export const spec: CheckSpec = {
  check: podsSayWhatTheyAre,
  bad: documents(podsWith('labels: { app: web }').replace('    metadata:\n', '    metadata: # <-\n')),
  good: documents(podsWith('labels: { app: web, version: v1 }')),
  cases: [{ title: 'the labels of Kubernetes, and pods without a proxy', yaml: documents(podsWith('labels: { app: web, app.kubernetes.io/version: "1.2" }'), podsWith('labels: { app: db, sidecar.istio.io/inject: "false" }', { name: 'db' })) }],
};
