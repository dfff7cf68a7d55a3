import { gatewaysNameTheirHosts } from '../../../lib/checks/gateways-name-their-hosts';
import type { CheckSpec } from '../spec';
import { deployment, documents, ingress, object, service, virtualService } from '../yaml';

const gateway = (host: string, more = '') => object('networking.istio.io/v1', 'Gateway', 'public', `selector: { istio: ingress }\nservers:\n- port: { number: 80, name: http, protocol: HTTP }\n  hosts:\n  - ${host}${more}`, 'edge');
const web = [service('web'), deployment('web'), virtualService('web', 'hosts: [shop.example.com]\ngateways: [edge/public]\nhttp:\n- route: [{ destination: { host: web } }]')];

export const spec: CheckSpec = {
  check: gatewaysNameTheirHosts,
  bad: documents(ingress(), gateway('"*" # <-'), ...web),
  good: documents(ingress(), gateway('shop.example.com'), ...web),
  cases: [{ title: 'one namespace may; all is redirected', yaml: documents(ingress(), gateway('shop/*'), gateway('"*"', '\n  tls: { httpsRedirect: true }').replace('name: public', 'name: other')) }],
};
