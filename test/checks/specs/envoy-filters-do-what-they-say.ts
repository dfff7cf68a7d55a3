import { envoyFiltersDoWhatTheySay } from '../../../lib/checks/envoy-filters-do-what-they-say';
import type { CheckSpec } from '../spec';
import { documents, object } from '../yaml';

const filter = (applyTo: string, operation: string) => object('networking.istio.io/v1alpha3', 'EnvoyFilter', 'a', `
priority: 10
configPatches:
- applyTo: ${applyTo}
  match: { context: GATEWAY }
  patch:
    operation: ${operation}
    value: { name: x }`);

export const spec: CheckSpec = {
  check: envoyFiltersDoWhatTheySay,
  bad: documents(filter('CLUSTER', 'REPLACE # <-')),
  good: documents(filter('CLUSTER', 'MERGE')),
  cases: [
    { title: 'ADD and REMOVE of routes', yaml: documents(filter('HTTP_ROUTE', 'ADD # <-')), expect: [{ equals: ['IST0153'] }] },
    { title: 'REMOVE of route configurations', yaml: documents(filter('ROUTE_CONFIGURATION', 'REMOVE # <-')), expect: [{ equals: ['IST0154'] }] },
    { title: 'what is fine', yaml: documents(filter('HTTP_FILTER', 'REPLACE'), filter('VIRTUAL_HOST', 'REPLACE').replace('name: a', 'name: b'), filter('CLUSTER', 'ADD').replace('name: a', 'name: c')) },
  ],
};
