import { weightsTotal100 } from '../../../lib/checks/weights-total-100';
import type { CheckSpec } from '../spec';
import { deployment, documents, service, virtualService } from '../yaml';

export const spec: CheckSpec = {
  check: weightsTotal100,
  bad: documents(service('a'), deployment('a'), service('b'), deployment('b'), virtualService('a', `
hosts: [a]
http:
- route: # <-
  - { destination: { host: a }, weight: 10 }
  - { destination: { host: b }, weight: 20 }`)),
  good: documents(service('a'), deployment('a'), service('b'), deployment('b'), virtualService('a', `
hosts: [a]
http:
- route:
  - { destination: { host: a }, weight: 33 }
  - { destination: { host: b }, weight: 67 }`)),
};
