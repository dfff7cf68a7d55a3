import { sidecarsSelectWorkloadsOfTheirOwn } from '../../../lib/checks/sidecars-select-workloads-of-their-own';
import type { CheckSpec } from '../spec';
import { deployment, documents, object } from '../yaml';

const sidecar = (name: string, selector: string) => object('networking.istio.io/v1', 'Sidecar', name, `${selector}\negress: [{ hosts: ["*/*"] }]`);

export const spec: CheckSpec = {
  check: sidecarsSelectWorkloadsOfTheirOwn,
  bad: documents(deployment('web', { version: 'v1' }), sidecar('a', 'workloadSelector: { labels: { app: web } }'), sidecar('b', 'workloadSelector: # <-\n  labels: { version: v1 }')),
  good: documents(deployment('web', { version: 'v1' }), deployment('cart', { version: 'v2' }), sidecar('a', 'workloadSelector: { labels: { app: web } }'), sidecar('b', 'workloadSelector: { labels: { version: v2 } }')),
  cases: [{ title: 'one without selector beside it, and one of another namespace', yaml: documents(deployment('web'), sidecar('a', 'workloadSelector: { labels: { app: web } }'), sidecar('default', ''), sidecar('c', 'workloadSelector: { labels: { app: web } }').replace('namespace: shop', 'namespace: other')) }],
};
