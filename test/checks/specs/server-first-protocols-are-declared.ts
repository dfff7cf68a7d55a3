import { serverFirstProtocolsAreDeclared } from '../../../lib/checks/server-first-protocols-are-declared';
import { podsWith } from '../pods';
import type { CheckSpec } from '../spec';
import { deployment, documents, service } from '../yaml';

const mail = (port: string) => service('mail', { ports: `\n  ${port}` });

export const spec: CheckSpec = {
  check: serverFirstProtocolsAreDeclared,
  bad: documents(deployment('mail'), mail('{ name: submission, port: 587 } # <-\n  ')),
  good: documents(deployment('mail'), mail('{ name: tcp-submission, port: 587 }\n  ')),
  cases: [
    { title: 'by name, by the port of the container', yaml: documents(deployment('mail'), mail('{ name: smtp-in, port: 2525 } # <-\n  ').replace('}]', '}]'), service('mail', { ports: '\n  { name: queue, port: 80, targetPort: 4222 } # <-\n  ' }).replace('name: mail, namespace', 'name: queue, namespace')) },
    { title: 'ports that Istio knows, protocols in which the client begins, pods without a proxy', yaml: documents(deployment('mail'), mail('{ name: x, port: 25 }, { name: mysql, port: 33061 }, { name: db, port: 5432 }\n  ').replace('{ name: mysql, port: 33061 }', '{ name: mysql, port: 3306 }'), podsWith('labels: { app: ftp, sidecar.istio.io/inject: "false" }', { name: 'ftp' }), service('ftp', { ports: '{ name: ftp, port: 21 }' })) },
  ],
};
