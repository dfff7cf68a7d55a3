import { serversOutsideAreVerified } from '../../../lib/checks/servers-outside-are-verified';
import type { CheckSpec } from '../spec';
import { deployment, destinationRule, documents, object } from '../yaml';

const both = [deployment('web'), object('networking.istio.io/v1', 'ServiceEntry', 'partner', 'hosts: [api.partner.com]\nresolution: DNS\nports: [{ number: 443, name: http, protocol: HTTP }]')];
const rule = (tls: string) => destinationRule('partner', `host: api.partner.com\ntrafficPolicy:\n  tls:${tls}`);

export const spec: CheckSpec = {
  check: serversOutsideAreVerified,
  bad: documents(...both, rule(' # <-\n    mode: SIMPLE')),
  good: documents(...both, rule('\n    mode: SIMPLE\n    caCertificates: /etc/certs/partner.pem')),
  cases: [
    { title: 'at a port', yaml: documents(...both, destinationRule('partner', 'host: api.partner.com\ntrafficPolicy:\n  portLevelSettings:\n  - port: { number: 443 }\n    tls: # <-\n      mode: SIMPLE')), expect: [{ equals: ['IST0129'] }] },
    { title: 'a Secret for some clients, mutual TLS of the mesh', yaml: documents(...both, destinationRule('partner', 'host: api.partner.com\nworkloadSelector: { matchLabels: { app: web } }\ntrafficPolicy: { tls: { mode: SIMPLE, credentialName: partner } }'), destinationRule('b', 'host: b.partner.com\ntrafficPolicy: { tls: { mode: ISTIO_MUTUAL } }')) },
  ],
};
