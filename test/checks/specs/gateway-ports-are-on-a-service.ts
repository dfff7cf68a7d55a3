import { gatewayPortsAreOnAService } from '../../../lib/checks/gateway-ports-are-on-a-service';
import type { CheckSpec } from '../spec';
import { deployment, documents, ingress, object, service, virtualService } from '../yaml';

const gateway = (port: string) => object('networking.istio.io/v1', 'Gateway', 'public', `selector: { istio: ingress }\nservers:\n- hosts: [shop.example.com]\n  port:\n    number: ${port}\n    name: http\n    protocol: HTTP`, 'edge');
const web = [service('web'), deployment('web'), virtualService('web', 'hosts: [shop.example.com]\ngateways: [edge/public]\nhttp:\n- route: [{ destination: { host: web } }]')];
const podsAlone = ingress().split('---')[0];

export const spec: CheckSpec = {
  check: gatewayPortsAreOnAService,
  bad: documents(ingress(), gateway('8443 # <-').replace('8443', '9443'), ...web),
  good: documents(ingress(), gateway('80'), ...web),
  cases: [
    { title: 'a port of the pod', yaml: documents(ingress(), gateway('8080')) },
    { title: 'no Service at all', yaml: documents(podsAlone, gateway('80 # <-')) },
    { title: 'a Service that may be elsewhere', inventory: 'open', yaml: documents(podsAlone, gateway('80')) },
    { title: 'one of several Services has it', yaml: documents(ingress(), object('v1', 'Service', 'more', 'selector: { istio: ingress }\nports: [{ name: tcp, port: 9443 }]', 'edge'), gateway('9443')) },
  ],
};
