import { finding, type Check } from './check';
import { destinationRules } from './parts/destination-rules';

/** A subset without labels is the whole host by another name. */
export const subsetsHaveLabels: Check = {
  code: 'MESH2053',
  title: 'a subset says which endpoints are in it',
  severity: 'warning',
  equals: ['KIA0209'],
  docs: 'A subset without `labels` has every endpoint of its host in it: requests that are meant for one version reach all of them. Sometimes that is wanted, for a subset that has a traffic policy of its own; then accept the finding with that reason. Beside subsets that have labels it is information only.',
  *run({ world }) {
    for (const rule of destinationRules(world).all) for (const subset of rule.subsets) {
      if (Object.keys(subset.labels).length > 0) continue;
      const sibling = rule.subsets.some((s) => Object.keys(s.labels).length > 0);
      yield finding(rule.object, subset.field, `subset '${subset.name}' has no labels: every endpoint of '${rule.written}' is in it`, { help: 'give it labels, or remove it', severity: sibling || subset.policy ? 'info' : 'warning' });
    }
  },
};
