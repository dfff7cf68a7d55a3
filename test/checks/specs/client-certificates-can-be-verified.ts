import { clientCertificatesCanBeVerified } from '../../../lib/checks/client-certificates-can-be-verified';
import type { CheckSpec } from '../spec';
import { deployment, documents, ingress, object, service, virtualService } from '../yaml';
import { certificate } from '../certificate';

const pem = Buffer.from(certificate).toString('base64');
const data = (more = '') => `{ tls.crt: ${pem}, tls.key: eA==${more} }`;
const secret = (name: string, content: string) => `
apiVersion: v1
kind: Secret
metadata: { name: ${name}, namespace: edge }
data: ${content}`;
const web = [service('web'), deployment('web'), virtualService('web', 'hosts: [shop.example.com]\ngateways: [edge/public]\nhttp:\n- route: [{ destination: { host: web } }]')];
const gateway = (mark = '', mode = 'MUTUAL') => object('networking.istio.io/v1', 'Gateway', 'public', `selector: { istio: ingress }\nservers:\n- port: { number: 443, name: https, protocol: HTTPS }\n  hosts: [shop.example.com]\n  tls:\n    mode: ${mode}\n    credentialName: cert${mark}`, 'edge');

export const spec: CheckSpec = {
  check: clientCertificatesCanBeVerified,
  bad: documents(ingress(), gateway(' # <-'), secret('cert', data()), ...web),
  good: documents(ingress(), gateway(), secret('cert', data(`, ca.crt: ${pem}`)), ...web),
  cases: [
    { title: 'a Secret for it, another mode, a Secret that somebody fills', yaml: documents(ingress(), gateway(), secret('cert', data()), secret('cert-cacert', '{ cacert: eA== }')) },
    { title: 'SIMPLE asks for none', yaml: documents(ingress(), gateway('', 'SIMPLE'), secret('cert', data())) },
    { title: 'a Secret that is empty here', yaml: documents(ingress(), gateway(), secret('cert', '{}')) },
  ],
};
