import { sidecarsSayWhatBecomesOfUnknownHosts } from '../../../lib/checks/sidecars-say-what-becomes-of-unknown-hosts';
import type { CheckSpec } from '../spec';
import { deployment, documents, object } from '../yaml';

const sidecar = (policy: string) => object('networking.istio.io/v1', 'Sidecar', 'default', `outboundTrafficPolicy: ${policy}`);

export const spec: CheckSpec = {
  check: sidecarsSayWhatBecomesOfUnknownHosts,
  bad: documents(deployment('web'), sidecar('{} # <-')),
  good: documents(deployment('web'), sidecar('{ mode: ALLOW_ANY }')),
};
