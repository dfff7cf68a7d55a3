import { serviceEntriesAgreeOnProtocols } from '../../../lib/checks/service-entries-agree-on-protocols';
import type { CheckSpec } from '../spec';
import { documents, object } from '../yaml';

const entry = (name: string, protocol: string, exportTo = '*', namespace = 'shop') => object('networking.istio.io/v1', 'ServiceEntry', name, `hosts: [api.example.com]\nexportTo: ['${exportTo}']\nresolution: DNS\nports:\n- number: 443\n  name: x\n  protocol: ${protocol}`, namespace);

export const spec: CheckSpec = {
  check: serviceEntriesAgreeOnProtocols,
  bad: documents(entry('a', 'TLS'), entry('b', 'HTTP # <-', '*', 'other')),
  good: documents(entry('a', 'TLS'), entry('b', 'TLS', '*', 'other')),
  cases: [{ title: 'nobody sees both; case does not matter', yaml: documents(entry('a', 'TLS', '.'), entry('b', 'HTTP', '.', 'other'), entry('c', 'tls', '.')) }],
};
