import { destinationHostsAreVisible } from '../../../lib/checks/destination-hosts-are-visible';
import type { CheckSpec } from '../spec';
import { deployment, documents, gateway, ingress, object, service, virtualService } from '../yaml';

const partner = (exportTo: string) => object('networking.istio.io/v1', 'ServiceEntry', 'partner', `hosts: [api.partner.com]
exportTo: ['${exportTo}']
ports: [{ number: 80, name: http, protocol: HTTP }]
resolution: DNS`, 'egress');

export const spec: CheckSpec = {
  check: destinationHostsAreVisible,
  bad: documents(partner('.'), deployment('web'), virtualService('partner', `
hosts: [api.partner.com]
http:
- route:
  - destination:
      host: api.partner.com # <-`, 'egress')),
  good: documents(partner('*'), deployment('web'), virtualService('partner', `
hosts: [api.partner.com]
http:
- route:
  - destination:
      host: api.partner.com`, 'egress')),
  cases: [
    { title: 'a Sidecar keeps the rule away as well', yaml: documents(service('reviews', { more: ", annotations: { networking.istio.io/exportTo: '.' }" }), deployment('web', { namespace: 'front' }), object('networking.istio.io/v1', 'Sidecar', 'default', "egress: [{ hosts: ['./*'] }]", 'front'), virtualService('reviews', 'hosts: [reviews]\nhttp: [{ route: [{ destination: { host: reviews } }] }]')) },
    { title: 'the rule is exported to those alone who see the host', yaml: documents(partner('.'), deployment('web'), virtualService('partner', "exportTo: ['.']\nhosts: [api.partner.com]\nhttp:\n- route: [{ destination: { host: api.partner.com } }]", 'egress')) },
    { title: 'nobody else has a proxy', yaml: documents(partner('.'), deployment('web', { namespace: 'egress' }), virtualService('partner', 'hosts: [api.partner.com]\nhttp:\n- route: [{ destination: { host: api.partner.com } }]', 'egress')) },
    {
      title: 'a Service with the annotation, and a rule for a gateway of another namespace', yaml: documents(ingress(), gateway('public'), service('reviews', { more: ", annotations: { networking.istio.io/exportTo: '.' }" }), virtualService('reviews', `
hosts: [shop.example.com]
gateways: [edge/public]
http:
- route:
  - destination:
      host: reviews # <-`)),
    },
    { title: 'a delegate holds where those hold that delegate to it', yaml: documents(ingress(), gateway('public'), service('reviews', { more: ", annotations: { networking.istio.io/exportTo: '.' }" }), virtualService('root', 'hosts: [shop.example.com]\ngateways: [edge/public]\nhttp: [{ delegate: { name: part } }]'), virtualService('part', 'http:\n- route:\n  - destination:\n      host: reviews # <-')) },
    { title: 'the default of the mesh counts', meshConfig: { defaultServiceExportTo: ['.'] }, yaml: documents(service('reviews'), deployment('web', { namespace: 'other' }), virtualService('reviews', 'hosts: [reviews]\nhttp:\n- route:\n  - destination:\n      host: reviews # <-')) },
  ],
};
