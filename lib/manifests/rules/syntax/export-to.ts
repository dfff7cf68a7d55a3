import type { Findings } from '../findings';
import { list, text } from '../fields';
import { isDnsLabel, LABEL_HELP } from './label';

export interface ExportToOptions {
  /** Whether `~`, nobody, is allowed. */
  readonly nobody?: boolean;
  /** Whether the object is bound to workloads and so may only be seen in its own namespace. */
  readonly ownOnly?: boolean;
}

const PLAIN: ExportToOptions = Object.freeze({});
/** Above this number of entries repetitions are looked up instead of being compared pair by pair. */
const FEW = 8;

/** `exportTo`: `.` (own namespace), `*` (all), or namespaces; each at most once. */
export function exportToRule(value: unknown, namespace: string, f: Findings, options = PLAIN): void {
  const targets = list(value);
  const seen = targets.length > FEW ? new Set<string>() : undefined;
  for (let i = 0; i < targets.length; i++) {
    const target = text(targets[i]);
    const own = target === '.' || target === namespace;
    const key = own ? '.' : target;
    if (seen === undefined ? repeats(targets, i, key, namespace) : seen.has(key)) {
      f.error('exportTo', `${JSON.stringify(target)} is named twice`, `name every namespace once; . is the object's own, here ${namespace}`, i);
    }
    seen?.add(key);
    if (target === '~') {
      if (!options.nobody) f.error('exportTo', '~ (nobody) is allowed for a ServiceEntry only', 'use . to keep the object in its own namespace', i);
      else if (targets.length > 1) f.error('exportTo', '~ (nobody) stands beside other entries', 'leave ~ alone, or remove it', i);
    } else if (target === '*') {
      if (targets.length > 1) f.error('exportTo', '* (all) stands beside other entries', 'leave * alone, or name the namespaces only', i);
    } else if (target !== '.' && !isDnsLabel(target)) {
      f.error('exportTo', `${JSON.stringify(target)} is neither ., * nor a namespace`, LABEL_HELP, i);
    }
    if (options.ownOnly && !own) {
      f.error('exportTo', 'an object with a workloadSelector is seen in its own namespace only', 'use . alone', i);
    }
  }
}

function repeats(targets: readonly unknown[], index: number, key: string, namespace: string): boolean {
  for (let i = 0; i < index; i++) {
    const before = text(targets[i]);
    if (before === key || (key === '.' && before === namespace)) return true;
  }
  return false;
}
