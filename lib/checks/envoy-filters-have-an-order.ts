import { KIND } from '../effective';
import { finding, type Check } from './check';
import { fields, numberOf } from './parts/fields';
import { patchesOf } from './parts/envoy-patches';

/** A place beside another filter depends on whether that is there yet. */
export const envoyFiltersHaveAnOrder: Check = {
  code: 'MESH2654',
  title: 'an EnvoyFilter with a relative operation has a priority',
  severity: 'warning',
  equals: ['IST0151', 'IST0155'],
  docs: `INSERT_BEFORE, INSERT_AFTER, REPLACE and REMOVE look for something that is there already. Where that comes from another EnvoyFilter, or with some versions of the proxy only, the result depends on which is applied first: by age, unless \`priority\` says it.

INSERT_FIRST and ADD need no priority.`,
  *run({ world }) {
    const versioned = new Set<string>();
    for (const object of world.objects.of(KIND.envoyFilter)) {
      const priority = numberOf(fields(object.manifest.spec)?.priority);
      for (const { operation, applyTo, at, name, proxyVersion } of patchesOf(object)) {
        const relative = operation === 'INSERT_BEFORE' || operation === 'INSERT_AFTER' || (operation === 'REPLACE' && ['HTTP_FILTER', 'NETWORK_FILTER', 'VIRTUAL_HOST'].includes(applyTo)) || (operation === 'REMOVE' && applyTo !== 'ROUTE_CONFIGURATION' && applyTo !== 'HTTP_ROUTE');
        if (relative && priority === 0) {
          const twice = name !== '' && versioned.has(name);
          yield finding(object, `${at}.patch.operation`, `what ${operation} finds depends on the order of EnvoyFilters${twice ? `, and another is for some versions of '${name}' only` : ''}`, { help: 'set spec.priority', equals: [twice ? 'IST0155' : 'IST0151'] });
        }
        if (proxyVersion !== '') versioned.add(name);
      }
    }
  },
};
