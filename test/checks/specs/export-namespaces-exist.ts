import { exportNamespacesExist } from '../../../lib/checks/export-namespaces-exist';
import type { CheckSpec } from '../spec';
import { deployment, destinationRule, documents, namespaceObject, service } from '../yaml';

export const spec: CheckSpec = {
  check: exportNamespacesExist,
  bad: documents(namespaceObject('shop'), namespaceObject('front'), service('reviews'), deployment('reviews'), destinationRule('reviews', `
host: reviews
exportTo:
- frnt # <-`)),
  good: documents(namespaceObject('shop'), namespaceObject('front'), service('reviews'), deployment('reviews'), destinationRule('reviews', `
host: reviews
exportTo:
- front`)),
  cases: [
    { title: 'a Service\'s annotation, and words that are no names', yaml: documents(service('reviews', { more: ", annotations: { networking.istio.io/exportTo: '., gone' }" }), destinationRule('reviews', "host: reviews\nexportTo: ['.', '*', '~']")), expect: [{ message: "'gone'" }] },
    { title: 'an open inventory', inventory: 'open', yaml: documents(destinationRule('reviews', 'host: reviews\nexportTo: [gone]')) },
  ],
};
