import { hostsWithSeveralAddressesAreImportedWhole } from '../../../lib/checks/hosts-with-several-addresses-are-imported-whole';
import type { CheckSpec } from '../spec';
import { documents, object } from '../yaml';

const entry = (addresses: string, port = '{ number: 5432, name: tcp, protocol: TCP }', namespace = 'shop') => object('networking.istio.io/v1', 'ServiceEntry', 'db', `hosts: [db.example.com]\naddresses: ${addresses}\nlocation: MESH_EXTERNAL\nresolution: STATIC\nendpoints: [{ address: 192.0.2.1 }]\nports:\n- ${port}`).replace('namespace: shop', `namespace: ${namespace}`);
const sidecar = (...hosts: readonly string[]) => object('networking.istio.io/v1', 'Sidecar', 'default', `egress:\n- hosts:\n${hosts.map((host) => `  - ${host}\n`).join('')}`);
const two = '[192.0.2.1, 192.0.2.2]';

export const spec: CheckSpec = {
  check: hostsWithSeveralAddressesAreImportedWhole,
  bad: documents(entry(two), sidecar('./db.example.com # <-')),
  good: documents(entry(two), sidecar('"*/db.example.com"')),
  cases: [
    { title: 'of another namespace, and TLS', yaml: documents(entry(two, '{ number: 443, name: tls, protocol: TLS }', 'data'), sidecar('data/db.example.com # <-')), expect: [{ message: 'one of the 2 addresses of db.example.com' }] },
    { title: 'taken in by a wildcard beside it, or only by one', yaml: documents(entry(two), sidecar('./db.example.com', './*')) },
    { title: 'one address', yaml: documents(entry('[192.0.2.1]'), sidecar('./db.example.com')) },
    { title: 'requests that name their host', yaml: documents(entry(two, '{ number: 80, name: http, protocol: HTTP }'), sidecar('./db.example.com')) },
  ],
};
