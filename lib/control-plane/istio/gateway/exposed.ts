import type { Manifest } from '../../../manifests/manifest';
import type { GatewaySettings } from '../settings/gateway';
import { metaOf } from './labels';

/** What other clusters reach through a gateway between networks: services by their names, as mutual TLS carries them, and istiod as it is, with its own TLS. */
export function exposed(settings: GatewaySettings): readonly Manifest[] {
  const { exposes, istiod } = settings;
  return [
    ...(exposes.includes('services') ? [gateway(settings, 'cross-network', [server('tls', 15443, 'AUTO_PASSTHROUGH', `*.${istiod.clusterDomain}`)])] : []),
    ...(exposes.includes('istiod') ? [
      gateway(settings, 'istiod', [server('tls-istiod', 15012, 'PASSTHROUGH', '*'), server('tls-istiodwebhook', 15017, 'PASSTHROUGH', '*')]),
      {
        apiVersion: 'networking.istio.io/v1', kind: 'VirtualService', metadata: named(settings, 'istiod'),
        spec: { gateways: [`${settings.name}-istiod`], hosts: ['*'], tls: [route(istiod.host, 15012, 15012), route(istiod.host, 15017, 443)] },
      },
    ] : []),
  ];
}

const named = (settings: GatewaySettings, what: string): Manifest['metadata'] => ({ ...metaOf(settings, {}), name: `${settings.name}-${what}` });
const gateway = (settings: GatewaySettings, what: string, servers: readonly object[]): Manifest => ({ apiVersion: 'networking.istio.io/v1', kind: 'Gateway', metadata: named(settings, what), spec: { selector: settings.selector, servers } });
const server = (name: string, number: number, mode: string, host: string): object => ({ hosts: [host], port: { name, number, protocol: 'TLS' }, tls: { mode } });
const route = (host: string, from: number, to: number): object => ({ match: [{ port: from, sniHosts: ['*'] }], route: [{ destination: { host, port: { number: to } } }] });
