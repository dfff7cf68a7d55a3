import { httpRulesAreForHttpPorts } from '../../../lib/checks/http-rules-are-for-http-ports';
import { allow } from '../policies';
import type { CheckSpec } from '../spec';
import { deployment, documents, service } from '../yaml';

const db = [service('db', { ports: '{ name: http, port: 80 }, { name: tcp, port: 5432 }' }), deployment('db', { ports: 'containerPort: 80 }, { containerPort: 5432' })];
const tcp = [service('db', { ports: '{ name: tcp, port: 5432 }' }), deployment('db', { ports: 'containerPort: 5432' })];

export const spec: CheckSpec = {
  check: httpRulesAreForHttpPorts,
  bad: documents(...db, allow('db', 'action: DENY\nrules:\n- to:\n  - operation:\n      methods: # <-\n      - DELETE')),
  good: documents(...db, allow('db', 'action: DENY\nrules:\n- to:\n  - operation:\n      ports: ["80"]\n      methods:\n      - DELETE')),
  cases: [
    { title: 'nothing can be allowed by it', yaml: documents(...tcp, allow('db', 'rules:\n- to:\n  - operation:\n      paths: # <-\n      - /read')), expect: [{ message: 'never holds' }] },
    { title: 'by the port that it names', yaml: documents(...db, allow('db', 'rules:\n- to:\n  - operation:\n      ports: ["5432"]\n      methods: # <-\n      - GET')) },
    { title: 'allowed on one of two ports; what is no request; ports that say nothing', yaml: documents(...db, allow('a', 'rules: [{ to: [{ operation: { methods: [GET] } }] }]'), allow('b', 'action: DENY\nrules: [{ from: [{ source: { namespaces: [bad] } }], to: [{ operation: { ports: ["5432"] } }] }]'),
      service('any', { ports: '{ name: any, port: 7000 }', namespace: 'other' }), deployment('any', { namespace: 'other', ports: 'containerPort: 7000' }), allow('c', 'action: DENY\nrules: [{ to: [{ operation: { methods: [GET] } }] }]', 'other')) },
    { title: 'by tokens and headers', yaml: documents(...tcp, allow('a', 'rules:\n- from:\n  - source:\n      requestPrincipals: # <-\n      - "*"'), allow('b', 'action: DENY\nrules:\n- when:\n  - key: request.headers[x-test]\n    values: # <-\n    - "1"')) },
  ],
};
