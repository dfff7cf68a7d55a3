import { subsetsHaveLabels } from '../../../lib/checks/subsets-have-labels';
import type { CheckSpec } from '../spec';
import { deployment, destinationRule, documents, service } from '../yaml';

export const spec: CheckSpec = {
  check: subsetsHaveLabels,
  bad: documents(service('reviews'), deployment('reviews', { version: 'v1' }), destinationRule('reviews', `
host: reviews
subsets:
- name: v1 # <-`)),
  good: documents(service('reviews'), deployment('reviews', { version: 'v1' }), destinationRule('reviews', `
host: reviews
subsets:
- name: v1
  labels: { version: v1 }`)),
  cases: [
    { title: 'beside one that has labels it is information', yaml: documents(service('reviews'), destinationRule('reviews', 'host: reviews\nsubsets:\n- { name: v1, labels: { version: v1 } }\n- { name: all }')), expect: [{ severity: 'info', line: 13 }] },
  ],
};
