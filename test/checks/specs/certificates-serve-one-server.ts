import { certificatesServeOneServer } from '../../../lib/checks/certificates-serve-one-server';
import type { CheckSpec } from '../spec';
import { documents, ingress, object } from '../yaml';

const secure = (name: string, host: string, { credential = 'shop-cert', port = 443, mode = 'SIMPLE', mark = '' } = {}) => object('networking.istio.io/v1', 'Gateway', name, `selector: { istio: ingress }\nservers:\n- port: { number: ${port}, name: https-${name}, protocol: HTTPS }\n  hosts: [${host}]\n  tls:\n    mode: ${mode}\n    credentialName: ${credential}${mark}`, 'edge');
const certificates = (...names: string[]) => names.map((n) => `
apiVersion: cert-manager.io/v1
kind: Certificate
metadata: { name: ${n}, namespace: edge }
spec: { secretName: ${n} }`);

export const spec: CheckSpec = {
  check: certificatesServeOneServer,
  bad: documents(ingress(), ...certificates('shop-cert'), secure('a', 'shop.example.com'), secure('b', 'api.example.com', { mark: ' # <-' })),
  good: documents(ingress(), ...certificates('shop-cert', 'api-cert'), secure('a', 'shop.example.com'), secure('b', 'api.example.com', { credential: 'api-cert' })),
  cases: [
    { title: 'another port, TLS that is passed on, hosts that are the same', yaml: documents(ingress(), secure('a', 'shop.example.com'), secure('b', 'api.example.com', { port: 8443 }), secure('c', 'x.example.com', { mode: 'PASSTHROUGH' }), secure('d', 'shop.example.com')) },
    { title: 'one Gateway with two servers', yaml: documents(ingress(), object('networking.istio.io/v1', 'Gateway', 'a', `selector: { istio: ingress }\nservers:\n${['a', 'b'].map((h) => `- { port: { number: 443, name: https-${h}, protocol: HTTPS }, hosts: [${h}.example.com], tls: { mode: SIMPLE, credentialName: c } }`).join('\n')}`, 'edge')) },
  ],
};
