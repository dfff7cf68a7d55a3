import type { NetworkPolicy } from '../../../manifests/types';
import type { CniSettings } from '../settings/agents';
import { DAEMON_SET, metaOf, NAME } from './labels';
import { HEALTH, METRICS } from './ports';

/** Metrics and health come in; everything goes out, because the API server's address differs from cluster to cluster. */
export const networkPolicy = ({ namespace }: CniSettings): NetworkPolicy => ({
  apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: metaOf(NAME, namespace, { 'k8s-app': DAEMON_SET }),
  spec: {
    egress: [{}],
    ingress: [METRICS, HEALTH].map((port) => ({ ports: [{ port, protocol: 'TCP' }] })),
    podSelector: { matchLabels: { 'k8s-app': DAEMON_SET } },
    policyTypes: ['Ingress', 'Egress'],
  },
});
