import { gatewaysHaveHostsOfTheirOwn } from '../../../lib/checks/gateways-have-hosts-of-their-own';
import type { CheckSpec } from '../spec';
import { deployment, documents, ingress, object, service, virtualService } from '../yaml';

const HTTP = 'port: { number: 80, name: http, protocol: HTTP }', TLS = 'port: { number: 443, name: https, protocol: HTTPS }\n  tls: { mode: SIMPLE, credentialName: cert }';
const public_ = (name: string, host: string, server = HTTP, selector = 'istio: ingress') => object('networking.istio.io/v1', 'Gateway', name, `selector: { ${selector} }\nservers:\n- ${server}\n  hosts:\n  - ${host}`, 'edge');
const routes = (...gateways: string[]) => [service('web'), deployment('web'), virtualService('web', `hosts: [shop.example.com, api.example.com]\ngateways: [${gateways.map((g) => `edge/${g}`).join(', ')}]\nhttp:\n- route: [{ destination: { host: web } }]`)];

export const spec: CheckSpec = {
  check: gatewaysHaveHostsOfTheirOwn,
  bad: documents(ingress(), public_('a', 'shop.example.com'), public_('b', 'shop.example.com # <-'), ...routes('a', 'b')),
  good: documents(ingress(), public_('a', 'shop.example.com'), public_('b', 'api.example.com'), ...routes('a', 'b')),
  cases: [
    { title: 'with TLS one of them is dropped', yaml: documents(ingress(), public_('a', 'shop.example.com', TLS), public_('b', 'shop/shop.example.com # <-', TLS)), expect: [{ severity: 'error', message: 'dropped' }] },
    { title: 'pods that are not known, by the same selector', inventory: 'open', yaml: documents(public_('a', 'shop.example.com'), public_('b', 'shop.example.com # <-'), public_('c', 'shop.example.com', HTTP, 'istio: other')), expect: [{ severity: 'warning', message: 'by a of edge too' }] },
    { title: 'another port, and two servers of one Gateway', yaml: documents(ingress(), public_('a', 'shop.example.com'), public_('b', 'shop.example.com', HTTP.replace('80', '8080'))) },
    { title: 'a selector that is wider', yaml: documents(ingress().replace('labels: { istio: ingress }', 'labels: { istio: ingress, zone: a }'), public_('a', 'shop.example.com'), public_('b', 'shop.example.com # <-', HTTP, 'zone: a')) },
  ],
};
