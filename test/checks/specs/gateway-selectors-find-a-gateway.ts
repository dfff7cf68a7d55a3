import { gatewaySelectorsFindAGateway } from '../../../lib/checks/gateway-selectors-find-a-gateway';
import type { CheckSpec } from '../spec';
import { documents, gateway, ingress, object } from '../yaml';

export const spec: CheckSpec = {
  check: gatewaySelectorsFindAGateway,
  bad: documents(ingress(), object('networking.istio.io/v1', 'Gateway', 'public', `
selector: # <-
  istio: ingressgateway
servers: [{ port: { number: 80, name: http, protocol: HTTP }, hosts: ['*'] }]`, 'edge')),
  good: documents(ingress(), object('networking.istio.io/v1', 'Gateway', 'public', `
selector:
  istio: ingress
servers: [{ port: { number: 80, name: http, protocol: HTTP }, hosts: ['*'] }]`, 'edge')),
  cases: [
    { title: 'pods of another namespace serve it', yaml: documents(ingress('istio-ingress'), gateway('public')) },
    { title: 'an open inventory', inventory: 'open', yaml: documents(gateway('public')) },
  ],
};
