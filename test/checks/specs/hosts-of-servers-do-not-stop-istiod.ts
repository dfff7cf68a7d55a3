import { hostsOfServersDoNotStopIstiod } from '../../../lib/checks/hosts-of-servers-do-not-stop-istiod';
import type { CheckSpec } from '../spec';
import { deployment, documents, ingress, object, service, virtualService } from '../yaml';

const gateway = (...hosts: string[]) => object('networking.istio.io/v1', 'Gateway', 'public', `selector: { istio: ingress }\nservers:\n- port: { number: 80, name: http, protocol: HTTP }\n  hosts:\n${hosts.map((h) => `  - ${h}`).join('\n')}`, 'edge');
const web = [service('web'), deployment('web'), virtualService('web', 'hosts: [shop.example.com]\ngateways: [edge/public]\nhttp:\n- route: [{ destination: { host: web } }]')];

export const spec: CheckSpec = {
  check: hostsOfServersDoNotStopIstiod,
  bad: documents(ingress(), gateway('"*/*"', './shop.example.com # <-'), ...web),
  good: documents(ingress(), gateway('"*/*"'), ...web),
  cases: [{ title: 'the other way round, and hosts without a namespace', yaml: documents(ingress(), gateway('./shop.example.com', '"*/*"', 'api.example.com')) }],
};
