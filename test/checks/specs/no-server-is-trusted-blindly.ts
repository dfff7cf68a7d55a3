import { noServerIsTrustedBlindly } from '../../../lib/checks/no-server-is-trusted-blindly';
import type { CheckSpec } from '../spec';
import { deployment, destinationRule, documents, object } from '../yaml';

const both = [deployment('web'), object('networking.istio.io/v1', 'ServiceEntry', 'partner', 'hosts: [api.partner.com]\nresolution: DNS\nports: [{ number: 443, name: http, protocol: HTTP }]')];
const rule = (more: string) => destinationRule('partner', `host: api.partner.com\ntrafficPolicy:\n  tls:\n    mode: SIMPLE\n    ${more}`);

export const spec: CheckSpec = {
  check: noServerIsTrustedBlindly,
  bad: documents(...both, rule('insecureSkipVerify: true # <-')),
  good: documents(...both, rule('caCertificates: /etc/certs/partner.pem')),
};
