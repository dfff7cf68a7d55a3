import { finding, type Check } from './check';
import { destinationRules } from './parts/destination-rules';
import { routeDestinations } from './parts/route-destinations';

/** A subset's policy holds for requests that a route sends to the subset, and for no others. */
export const subsetPoliciesApply: Check = {
  code: 'MESH2110',
  title: 'a subset with a policy of its own is named by a route',
  severity: 'warning',
  docs: `\`trafficPolicy\` of a subset counts only when a route sends to that subset by name. Requests to the host go past it, even if an endpoint of the subset answers them. Name the subset in a VirtualService, or put the policy at the top of the DestinationRule.`,
  *run({ world, closed }) {
    if (!closed) return;
    const named = new Set(routeDestinations(world).flatMap((d) => (d.subset === undefined ? [] : [`${d.host} ${d.subset}`])));
    for (const rule of destinationRules(world).all) for (const subset of rule.subsets) {
      if (!subset.policy || Object.keys(subset.policy).length === 0) continue;
      if (rule.host.startsWith('*') ? [...named].some((n) => n.endsWith(` ${subset.name}`)) : named.has(`${rule.host} ${subset.name}`)) continue;
      yield finding(rule.object, `${subset.field}.trafficPolicy`, `no route names subset '${subset.name}' of '${rule.written}': this policy holds for no request`, { help: 'name the subset in a route, or move the policy to the top of the DestinationRule' });
    }
  },
};
