import { namespacesHaveOneSidecar } from '../../../lib/checks/namespaces-have-one-sidecar';
import type { CheckSpec } from '../spec';
import { deployment, documents, object } from '../yaml';

const sidecar = (name: string, selector = '') => object('networking.istio.io/v1', 'Sidecar', name, `${selector}\negress: [{ hosts: ["*/*"] }]`).trim();

export const spec: CheckSpec = {
  check: namespacesHaveOneSidecar,
  bad: documents(deployment('web'), sidecar('default'), sidecar('more').replace('/v1', '/v1 # <-')),
  good: documents(deployment('web'), sidecar('default'), sidecar('web', 'workloadSelector: { labels: { app: web } }')),
};
