import { entries, fields, numberOf, type Fields } from './fields';
import type { WrittenRule } from './destination-rules';

/** A traffic policy of a DestinationRule: its own, of a subset, or of a port of one of them. */
export interface WrittenPolicy { readonly policy: Fields; readonly field: string; readonly subset?: string; readonly port?: number }

export function policiesOf(rule: WrittenRule): readonly WrittenPolicy[] {
  const out: WrittenPolicy[] = [];
  const add = (policy: Fields, field: string, subset?: string): void => {
    const of = subset === undefined ? {} : { subset };
    out.push({ policy, field, ...of });
    for (const [settings, i] of entries(policy.portLevelSettings)) out.push({ policy: settings, field: `${field}.portLevelSettings[${i}]`, ...of, port: numberOf(fields(settings.port)?.number) });
  };
  if (rule.policy) add(rule.policy, 'spec.trafficPolicy');
  for (const subset of rule.subsets) if (subset.policy) add(subset.policy, `${subset.field}.trafficPolicy`, subset.name);
  return out;
}

/** An option of a check that is a map by host: `reviews.shop.svc.cluster.local`, or `reviews.shop`. */
export function byHostOption(option: unknown, host: string): unknown {
  const map = fields(option);
  return map?.[host] ?? map?.[host.split('.').slice(0, 2).join('.')];
}
