import type { Service } from '../../../manifests/types';
import type { GatewaySettings } from '../settings/gateway';
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
    spec: { ...said(spec), ports: settings.ports, selector: settings.selector },
  };
}

/** An empty list says nothing, and is left out. */
const said = <T extends object>(fields: T): T => Object.fromEntries(Object.entries(fields).filter(([, value]) => !Array.isArray(value) || value.length > 0)) as T;
