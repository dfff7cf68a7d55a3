import { credentialsAreCertificates } from '../../../lib/checks/credentials-are-certificates';
import { certificate } from '../certificate';
import type { CheckSpec } from '../spec';
import { documents, ingress, object } from '../yaml';

const edge = (name: string) => [ingress(), object('networking.istio.io/v1', 'Gateway', 'public', `
selector: { istio: ingress }
servers:
- port: { number: 443, name: https, protocol: HTTPS }
  hosts: [shop.example.com]
  tls:
    mode: SIMPLE
    credentialName: ${name}`, 'edge')];
const secret = (data: string) => `
apiVersion: v1
kind: Secret
metadata: { name: shop-cert, namespace: edge }
stringData:
  ${data}`;

export const spec: CheckSpec = {
  check: credentialsAreCertificates,
  bad: documents(...edge('shop-cert # <-'), secret('tls.crt: nothing\n  tls.key: nothing')),
  good: documents(...edge('shop-cert'), secret(`tls.key: nothing\n  tls.crt: |\n${certificate.replace(/^/gm, '    ')}`)),
  cases: [
    { title: 'other names', yaml: documents(...edge('shop-cert # <-'), secret('certificate: x\n  key: y')), expect: [{ message: 'has no key pair' }] },
    { title: 'encoded, and under the older names', yaml: documents(...edge('shop-cert'), secret(`cert: ${Buffer.from(certificate).toString('base64')}\n  key: eA==`).replace('stringData', 'data')) },
    { title: 'somebody else fills it', yaml: documents(...edge('shop-cert'), 'apiVersion: v1\nkind: Secret\nmetadata: { name: shop-cert, namespace: edge }') },
  ],
};
