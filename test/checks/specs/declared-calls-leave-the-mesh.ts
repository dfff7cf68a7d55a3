import { declaredCallsLeaveTheMesh } from '../../../lib/checks/declared-calls-leave-the-mesh';
import type { CheckSpec } from '../spec';
import { deployment, documents, object } from '../yaml';

const entry = (host: string, more = '') => object('networking.istio.io/v1', 'ServiceEntry', 'partner', `hosts: ['${host}']\n${more}\nresolution: NONE\nports: [{ number: 443, name: tls, protocol: TLS }]`);
const input = { options: { calls: [{ from: 'shop/web', to: 'api.partner.com' }] }, meshConfig: { outboundTrafficPolicy: { mode: 'REGISTRY_ONLY' } } };
const web = deployment('web').trim(), marked = web.replace('apps/v1', 'apps/v1 # <-');

export const spec: CheckSpec = {
  check: declaredCallsLeaveTheMesh,
  input,
  bad: documents(marked),
  good: documents(web, entry('api.partner.com')),
  cases: [
    { title: 'a wildcard has it', ...input, yaml: documents(web, entry('*.partner.com')) },
    { title: 'for others only', ...input, yaml: documents(marked, entry('api.partner.com', "exportTo: ['edge']")) },
    { title: 'the Sidecar does not import it', ...input, yaml: documents(web, entry('api.partner.com').replace('namespace: shop', 'namespace: egress'), object('networking.istio.io/v1', 'Sidecar', 'default', 'egress: [{ hosts: ["./*"] }]').trim().replace('/v1', '/v1 # <-')) },
    { title: 'unknown hosts are allowed', options: input.options, yaml: documents(web) },
  ],
};
