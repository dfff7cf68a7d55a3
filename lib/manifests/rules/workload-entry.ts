import type { Fields } from './fields';
import type { Findings } from './findings';
import { workloadEntryRule } from './parts/workload-entry';

const ALONE = Object.freeze({ dnsNames: true, unixSockets: true, networkOnly: true });

export function workloadEntryRules(spec: Fields, f: Findings): void {
  workloadEntryRule(spec, ALONE, f);
}
