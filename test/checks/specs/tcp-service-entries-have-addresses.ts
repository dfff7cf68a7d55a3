import { tcpServiceEntriesHaveAddresses } from '../../../lib/checks/tcp-service-entries-have-addresses';
import type { CheckSpec } from '../spec';
import { documents, object } from '../yaml';

const entry = (more: string, port = '{ number: 5432, name: tcp, protocol: TCP }') => object('networking.istio.io/v1', 'ServiceEntry', 'db', `hosts: [db.example.com]\n${more}\nresolution: DNS\nports:\n- ${port}`);
const partner = object('networking.istio.io/v1', 'ServiceEntry', 'partner', 'hosts: [api.partner.com]\nresolution: DNS\nports: [{ number: 443, name: tls, protocol: TLS }]');

export const spec: CheckSpec = {
  check: tcpServiceEntriesHaveAddresses,
  bad: documents(entry('location: MESH_EXTERNAL').replace('protocol: TCP }', 'protocol: TCP } # <-')),
  good: documents(entry('addresses: [203.0.113.7]')),
  cases: [
    { title: 'beside TLS on the same port', yaml: documents(partner, entry('location: MESH_EXTERNAL', '{ number: 443, name: tcp, protocol: TCP } # <-')), expect: [{ message: 'beside TLS for api.partner.com' }] },
    { title: 'addresses that are handed out, protocols with names', meshConfig: { defaultConfig: { proxyMetadata: { ISTIO_META_DNS_CAPTURE: 'true', ISTIO_META_DNS_AUTO_ALLOCATE: 'true' } } }, yaml: documents(entry('location: MESH_EXTERNAL')) },
    { title: 'protocols with names, and addresses that were handed out', yaml: documents(partner, entry('location: MESH_EXTERNAL').replace('metadata:', 'status: { addresses: [{ value: 240.240.0.1 }] }\nmetadata:')) },
  ],
};
