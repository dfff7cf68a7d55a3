import type { NetworkPolicy } from '../../../manifests/types';
import type { GatewaySettings } from '../settings/gateway';
import { metaOf } from './labels';
import { ENVOY_METRICS, HEALTH, METRICS } from './ports';

/** Health, metrics and the ports of its Service come in; everything goes out: it routes anywhere. */
export function networkPolicy(settings: GatewaySettings): NetworkPolicy | undefined {
  if (!settings.networkPolicy) return undefined;
  const { name, ports, rev, selector } = settings;
  return {
    apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy',
    metadata: metaOf(settings, { labels: { 'istio.io/rev': rev ?? 'default' }, name: rev === undefined ? name : `${name}-${rev}` }),
    spec: {
      egress: [{}],
      ingress: [
        { ports: [{ port: HEALTH, protocol: 'TCP' }] },
        { ports: [{ port: METRICS, protocol: 'TCP' }, { port: ENVOY_METRICS, protocol: 'TCP' }] },
        ...ports.filter(({ port }) => port !== HEALTH).map(({ port, protocol = 'TCP' as const, targetPort }) => ({ ports: [{ port: targetPort ?? port, protocol }] })),
      ],
      podSelector: { matchLabels: selector },
      policyTypes: ['Ingress', 'Egress'],
    },
  };
}
