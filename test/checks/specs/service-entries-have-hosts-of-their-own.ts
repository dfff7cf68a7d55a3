import { serviceEntriesHaveHostsOfTheirOwn } from '../../../lib/checks/service-entries-have-hosts-of-their-own';
import type { CheckSpec } from '../spec';
import { documents, object } from '../yaml';

const entry = (name: string, { host = 'api.example.com', exportTo = '*', namespace = 'shop', port = 443, mark = '' } = {}) => object('networking.istio.io/v1', 'ServiceEntry', name, `hosts:\n- ${host}${mark}\nexportTo: ['${exportTo}']\nresolution: DNS\nports: [{ number: ${port}, name: tls, protocol: TLS }]`, namespace);

export const spec: CheckSpec = {
  check: serviceEntriesHaveHostsOfTheirOwn,
  bad: documents(entry('a'), entry('b', { mark: ' # <-' })),
  good: documents(entry('a'), entry('b', { host: 'other.example.com' })),
  cases: [
    { title: 'each for its own namespace, other ports', yaml: documents(entry('a', { exportTo: '.' }), entry('b', { exportTo: '.', namespace: 'other' }), entry('c', { port: 8443 })) },
    { title: 'for all and for one', yaml: documents(entry('a', { exportTo: '.' }), entry('b', { namespace: 'other', mark: ' # <-' })) },
    { title: 'exported to the same third', yaml: documents(entry('a', { exportTo: 'third' }), entry('b', { exportTo: 'third', namespace: 'other', mark: ' # <-' })) },
  ],
};
