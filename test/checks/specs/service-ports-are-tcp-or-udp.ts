import { servicePortsAreTcpOrUdp } from '../../../lib/checks/service-ports-are-tcp-or-udp';
import type { CheckSpec } from '../spec';
import { deployment, documents, service } from '../yaml';

const udp = (port: number) => service('dns', { ports: `\n  { name: dns-udp, port: ${port}, protocol: UDP }${port === 53 ? ' # <-\n  ' : ''}` }).replace('name: dns, namespace', 'name: dns-udp, namespace');

export const spec: CheckSpec = {
  check: servicePortsAreTcpOrUdp,
  bad: documents(deployment('dns'), service('dns', { ports: '{ name: tcp-dns, port: 53 }' }), udp(53)),
  good: documents(deployment('dns'), service('dns', { ports: '{ name: tcp-dns, port: 53 }' }), udp(5353)),
};
