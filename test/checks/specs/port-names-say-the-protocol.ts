import { portNamesSayTheProtocol } from '../../../lib/checks/port-names-say-the-protocol';
import { podsWith } from '../pods';
import type { CheckSpec } from '../spec';
import { deployment, documents, ingress, object } from '../yaml';

const web = (...ports: string[]) => object('v1', 'Service', 'web', `selector: { app: web }\nports:\n${ports.map((p) => `- ${p}`).join('\n')}`);

export const spec: CheckSpec = {
  check: portNamesSayTheProtocol,
  bad: documents(deployment('web'), web('port: 80\n  name: web # <-')),
  good: documents(deployment('web'), web('port: 80\n  name: http-web')),
  cases: [
    { title: 'no name, an unknown appProtocol', yaml: documents(deployment('web'), web('port: 80 # <-')) },
    { title: 'an appProtocol that is none', yaml: documents(deployment('web'), web('port: 80\n  name: http\n  appProtocol: soap # <-')), expect: [{ severity: 'warning', equals: ['KIA0602', 'IST0118'] }] },
    { title: 'what says it: appProtocol, prefixes, UDP, ports that Istio knows', yaml: documents(deployment('web'), web('{ port: 80, name: web, appProtocol: kubernetes.io/h2c }', '{ port: 81, name: ws, appProtocol: kubernetes.io/ws }', '{ port: 90, name: grpc-web-x }', '{ port: 53, name: dns, protocol: UDP }', '{ port: 3306, name: database }', '{ port: 443, name: https }', '{ port: 82, name: redis-x }')) },
    { title: 'an ExternalName that is opaque', yaml: documents(object('v1', 'Service', 'out', 'type: ExternalName\nexternalName: api.example.com\nports:\n- port: 443\n  name: tcp # <-')), expect: [{ severity: 'warning', equals: ['IST0150'] }] },
    { title: 'pods without a proxy, gateways, Services of the control plane and of controllers', yaml: documents(podsWith('labels: { app: web, sidecar.istio.io/inject: "false" }'), web('{ port: 80, name: web }'), ingress(), web('{ port: 15021, name: status-port }').replace('app: web', 'istio: ingress').replace('name: web, namespace: shop', 'name: status, namespace: edge'),
      ...['istio: pilot', 'gateway.istio.io/managed: istio.io-gateway-controller'].map((l, i) => web('{ port: 9, name: x }').replace('name: web, namespace: shop', `name: s${i}, namespace: other, labels: { ${l} }`))) },
  ],
};
