import { envoyFiltersHaveAnOrder } from '../../../lib/checks/envoy-filters-have-an-order';
import type { CheckSpec } from '../spec';
import { documents, object } from '../yaml';

const filter = (name: string, operation: string, more = '', match = 'context: SIDECAR_INBOUND') => object('networking.istio.io/v1alpha3', 'EnvoyFilter', name, `${more}
configPatches:
- applyTo: HTTP_FILTER
  match: { ${match} }
  patch:
    operation: ${operation}
    value: { name: example.filter }`);

export const spec: CheckSpec = {
  check: envoyFiltersHaveAnOrder,
  bad: documents(filter('a', 'INSERT_BEFORE # <-')),
  good: documents(filter('a', 'INSERT_BEFORE', 'priority: 10')),
  cases: [
    { title: 'operations with a place of their own', yaml: documents(filter('a', 'INSERT_FIRST'), filter('b', 'ADD'), filter('c', 'MERGE')) },
    { title: 'another is for some versions of the proxy', yaml: documents(filter('a', 'INSERT_FIRST', '', "context: SIDECAR_INBOUND, proxy: { proxyVersion: '^1\\\\.3.*' }"), filter('b', 'INSERT_AFTER')), expect: [{ equals: ['IST0155'] }] },
  ],
};
