import { rootSidecarsAreForAll } from '../../../lib/checks/root-sidecars-are-for-all';
import type { CheckSpec } from '../spec';
import { deployment, documents, object } from '../yaml';

const sidecar = (selector: string, namespace: string) => object('networking.istio.io/v1', 'Sidecar', 'default', `${selector}\negress: [{ hosts: ["*/*"] }]`, namespace);
const pods = deployment('web', { namespace: 'istio-system' });

export const spec: CheckSpec = {
  check: rootSidecarsAreForAll,
  bad: documents(pods, sidecar('workloadSelector: # <-\n  labels: { app: web }', 'istio-system')),
  good: documents(pods, sidecar('', 'istio-system')),
  cases: [{ title: 'in other namespaces, and where the root is another', rootNamespace: 'mesh', yaml: documents(pods, sidecar('workloadSelector: { labels: { app: web } }', 'istio-system')) }],
};
