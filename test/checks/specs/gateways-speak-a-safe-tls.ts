import { gatewaysSpeakASafeTls } from '../../../lib/checks/gateways-speak-a-safe-tls';
import type { CheckSpec } from '../spec';
import { deployment, documents, ingress, object, service, virtualService } from '../yaml';

const secure = (version: string) => [ingress(), `
apiVersion: cert-manager.io/v1
kind: Certificate
metadata: { name: cert, namespace: edge }
spec: { secretName: cert }`, service('web'), deployment('web'), virtualService('web', 'hosts: [shop.example.com]\ngateways: [edge/public]\nhttp:\n- route: [{ destination: { host: web } }]'),
object('networking.istio.io/v1', 'Gateway', 'public', `selector: { istio: ingress }\nservers:\n- port: { number: 443, name: https, protocol: HTTPS }\n  hosts: [shop.example.com]\n  tls:\n    mode: SIMPLE\n    credentialName: cert\n    ${version}`, 'edge')];

export const spec: CheckSpec = {
  check: gatewaysSpeakASafeTls,
  bad: documents(...secure('minProtocolVersion: TLSV1_1 # <-')),
  good: documents(...secure('minProtocolVersion: TLSV1_3')),
};
