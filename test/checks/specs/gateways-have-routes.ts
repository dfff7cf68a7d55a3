import { gatewaysHaveRoutes } from '../../../lib/checks/gateways-have-routes';
import type { CheckSpec } from '../spec';
import { deployment, documents, gateway, ingress, service, virtualService } from '../yaml';

const web = (gateways: string) => [service('web'), deployment('web'), virtualService('web', `hosts: [shop.example.com]\ngateways: [${gateways}]\nhttp:\n- route: [{ destination: { host: web } }]`)];
const mark = (yaml: string) => yaml.trim().replace('apiVersion: networking.istio.io/v1', 'apiVersion: networking.istio.io/v1 # <-');

export const spec: CheckSpec = {
  check: gatewaysHaveRoutes,
  bad: documents(ingress(), gateway('public'), mark(gateway('other', { server: 'port: { number: 443, name: http-b, protocol: HTTP }' })), ...web('edge/public')),
  good: documents(ingress(), gateway('public'), gateway('other', { server: 'port: { number: 443, name: http-b, protocol: HTTP }' }), ...web('edge/public, edge/other')),
  cases: [
    { title: 'redirects, and TLS that finds its way by name', yaml: documents(ingress(), gateway('a', { server: 'port: { number: 80, name: http, protocol: HTTP }, tls: { httpsRedirect: true }' }), gateway('b', { server: 'port: { number: 15443, name: tls, protocol: TLS }, tls: { mode: AUTO_PASSTHROUGH }' })) },
    { title: 'named by a match', yaml: documents(ingress(), gateway('public'), virtualService('web', 'hosts: [web]\ngateways: [mesh]\nhttp:\n- match: [{ gateways: [edge/public] }]\n  route: [{ destination: { host: web } }]')) },
    { title: 'an open inventory', inventory: 'open', yaml: documents(ingress(), gateway('public')) },
  ],
};
