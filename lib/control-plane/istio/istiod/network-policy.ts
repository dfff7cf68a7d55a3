import type { NetworkPolicy, NetworkPolicyPort } from '../../../manifests/types';
import type { RevisionSettings } from '../settings/revision';
import { NAME, istiodName, metaOf } from './names';
import { DEBUG, METRICS, PLAIN_XDS, WEBHOOK, XDS } from './ports';

const port = (number: number): NetworkPolicyPort => ({ port: number, protocol: 'TCP' });

/** Istiod's ports and no others. Who calls them is not said: proxies are everywhere, the API server is outside; what is called is any server of a JWKS document or another cluster. */
export const networkPolicy = (s: RevisionSettings): NetworkPolicy => ({
  apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: metaOf(istiodName(s), { namespace: s.namespace, labels: { app: NAME, istio: 'pilot', 'istio.io/rev': s.rev } }),
  spec: {
    egress: [{}],
    ingress: [{ ports: [port(WEBHOOK)] }, { ports: [PLAIN_XDS, 15011, XDS, DEBUG, METRICS].map(port) }],
    podSelector: { matchLabels: { app: NAME, 'istio.io/rev': s.rev } },
    policyTypes: ['Ingress', 'Egress'],
  },
});
