import { serversOfGatewaysAreServed } from '../../../lib/checks/servers-of-gateways-are-served';
import type { CheckSpec } from '../spec';
import { deployment, documents, ingress, object, service, virtualService } from '../yaml';

const gateway = (name: string, servers: string) => object('networking.istio.io/v1', 'Gateway', name, `selector: { istio: ingress }\nservers:\n${servers}`, 'edge');
const http = (host: string, port = '80') => `- port: { number: ${port}, name: http-${port}, protocol: HTTP }\n  hosts: [${host}]`;
const tcp = (port: string, mark = '') => `-${mark}\n  port: { number: ${port}, name: tcp-${port}, protocol: TCP }\n  hosts: ["*"]`;
const web = [service('web'), deployment('web'), virtualService('web', 'hosts: [shop.example.com]\ngateways: [edge/a, edge/b]\nhttp:\n- route: [{ destination: { host: web } }]\ntcp:\n- route: [{ destination: { host: web } }]')];

export const spec: CheckSpec = {
  check: serversOfGatewaysAreServed,
  bad: documents(ingress(), gateway('a', http('shop.example.com')), gateway('b', tcp('80', ' # <-')), ...web),
  good: documents(ingress(), gateway('a', http('shop.example.com')), gateway('b', tcp('443')), ...web),
  cases: [{ title: 'no gateway is known', yaml: documents(gateway('a', http('shop.example.com')), gateway('b', tcp('80'))) }],
};
