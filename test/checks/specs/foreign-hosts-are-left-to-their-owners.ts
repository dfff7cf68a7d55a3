import { foreignHostsAreLeftToTheirOwners } from '../../../lib/checks/foreign-hosts-are-left-to-their-owners';
import type { CheckSpec } from '../spec';
import { deployment, documents, service, virtualService } from '../yaml';

const rules = (more: string, namespace = 'web') => virtualService('reviews', `${more}\nhosts:\n- reviews.shop.svc.cluster.local${more === '' && namespace === 'web' ? ' # <-' : ''}\nhttp:\n- timeout: 2s\n  route: [{ destination: { host: reviews.shop.svc.cluster.local } }]`, namespace);
const shop = [service('reviews'), deployment('reviews'), deployment('web', { namespace: 'web' })];

export const spec: CheckSpec = {
  check: foreignHostsAreLeftToTheirOwners,
  bad: documents(...shop, rules('')),
  good: documents(...shop, rules("exportTo: ['.']")),
  cases: [{ title: 'its owner, and the root namespace', yaml: documents(...shop, rules('', 'shop'), rules('', 'istio-system')) }],
};
