import type { Service } from '../../../manifests/types';
import type { GatewaySettings } from '../settings/gateway';
import { filled } from './filled';
import { metaOf } from './labels';

/** Where clients come in; `undefined`: it has none. */
export function service(settings: GatewaySettings): Service | undefined {
  if (settings.service === undefined) return undefined;
  const { annotations, ...spec } = settings.service;
  return {
    apiVersion: 'v1', kind: 'Service',
    metadata: metaOf(settings, {
      annotations: { ...settings.annotations, ...annotations },
      // By this label istiod knows the way into a network.
      labels: settings.networkGateway === undefined ? {} : { 'topology.istio.io/network': settings.networkGateway },
    }),
    spec: { ...filled(spec), ports: settings.ports, selector: settings.selector },
  };
}
