import { finding, type Check, type CheckFinding } from './check';
import { destinationRules, type WrittenRule } from './parts/destination-rules';
import { push } from '../manifests/maps';

/** Two DestinationRules of one namespace for one host are merged, and of what both have the older one's counts. */
export const destinationRulesDoNotCollide: Check = {
  code: 'MESH2112',
  title: 'a host has one DestinationRule in a namespace',
  severity: 'warning',
  equals: ['KIA0201'],
  docs: `DestinationRules of one namespace for the same host are merged: subsets of both are there, but of two traffic policies, and of two subsets with one name, only the older object's counts. Which one is older differs from cluster to cluster. Write one DestinationRule, or
see to it that one has the policy and the others only subsets of their own.

Rules with a \`workloadSelector\` are for their workloads alone, and are not merged.`,
  *run({ world }) {
    const groups = new Map<string, WrittenRule[]>();
    for (const rule of destinationRules(world).all) {
      if (rule.clients) continue;
      push(groups, `${rule.namespace} ${rule.host}`, rule);
    }
    for (const rules of groups.values()) for (let i = 1; i < rules.length; i++) yield* collisions(rules[i], rules.slice(0, i));
  },
};

function* collisions(rule: WrittenRule, before: readonly WrittenRule[]): Iterable<CheckFinding> {
  const other = before.find((b) => b.policy && rule.policy);
  if (other) yield finding(rule.object, 'spec.trafficPolicy', `'${rule.written}' has two traffic policies in ${rule.namespace}: the older object's counts, the other is ignored`, { help: 'write them as one', related: [{ ...other.object.place('spec.trafficPolicy'), message: 'the other is' }] });
  for (const subset of rule.subsets) {
    const twin = before.flatMap((b) => b.subsets.map((s) => ({ b, s }))).find(({ s }) => s.name === subset.name);
    if (twin) yield finding(rule.object, `${subset.field}.name`, `subset '${subset.name}' of '${rule.written}' is declared twice in ${rule.namespace}: the older object's counts`, { help: 'keep one', related: [{ ...twin.b.object.place(twin.s.field), message: 'the other is' }] });
  }
}
