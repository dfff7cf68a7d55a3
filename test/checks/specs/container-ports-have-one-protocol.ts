import { containerPortsHaveOneProtocol } from '../../../lib/checks/container-ports-have-one-protocol';
import { podsWith } from '../pods';
import type { CheckSpec } from '../spec';
import { deployment, documents, service } from '../yaml';

const other = (ports: string) => service('web', { ports }).replace('name: web, namespace', 'name: raw, namespace');

export const spec: CheckSpec = {
  check: containerPortsHaveOneProtocol,
  bad: documents(deployment('web'), service('web'), other('{ name: tcp, port: 80 }').replace('ports: [', 'ports: [\n  ').replace('80 }', '80 } # <-\n  ')),
  good: documents(deployment('web'), service('web'), other('{ name: http-raw, port: 80 }')),
  cases: [
    { title: 'under another number', yaml: documents(deployment('web'), service('web'), other('{ name: tcp, port: 81, targetPort: 80 }')), expect: [{ equals: ['IST0137'] }] },
    { title: 'other ports, UDP, pods without a proxy', yaml: documents(deployment('web'), service('web'), other('{ name: tcp, port: 81 }, { name: dns, port: 80, protocol: UDP }'), podsWith('labels: { app: web, sidecar.istio.io/inject: "false" }', { name: 'web', namespace: 'b' }), service('web', { namespace: 'b' }), other('{ name: tcp, port: 80 }').replace('namespace: shop', 'namespace: b')) },
  ],
};
