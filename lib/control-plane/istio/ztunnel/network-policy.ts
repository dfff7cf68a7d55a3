import type { NetworkPolicy } from '../../../manifests/types';
import type { ZtunnelSettings } from '../settings/agents';
import { labelsOf } from '../labels';
import { NAME } from './labels';
import { HEALTH, METRICS } from './ports';

/** Health, metrics, administration; HBONE, traffic out and in, and DNS on both protocols. */
const TCP = [HEALTH, METRICS, 15000, 15008, 15001, 15006] as const, DNS = 15053;

export const networkPolicy = ({ namespace, revision }: ZtunnelSettings): NetworkPolicy => ({
  apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy',
  metadata: { labels: labelsOf(NAME, { app: NAME, 'istio.io/rev': revision ?? 'default' }), name: revision === undefined ? NAME : `${NAME}-${revision}`, namespace },
  spec: {
    egress: [{}],
    ingress: [...TCP.map((port) => ({ ports: [{ port, protocol: 'TCP' as const }] })), { ports: [{ port: DNS, protocol: 'TCP' }, { port: DNS, protocol: 'UDP' }] }],
    podSelector: { matchLabels: { app: NAME } },
    policyTypes: ['Ingress', 'Egress'],
  },
});
