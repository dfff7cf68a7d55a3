import { isObject } from '../../../manifests/is-object';
import type { Resources } from '../props/common';

/** Values of a Helm chart. */
export type Values = Readonly<Record<string, unknown>>;

/** Only what the chart would not do by itself: what is undefined, empty, or equal to its default is left out. */
export function sparse(values: Values, defaults: Values = {}): Values {
  const out: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(values)) {
    const standard = defaults[key];
    if (value === undefined || JSON.stringify(value) === JSON.stringify(standard)) continue;
    if (Array.isArray(value) && value.length === 0 && standard === undefined) continue;
    if (!isObject(value)) { out[key] = value; continue; }
    const inner = sparse(value, isObject(standard) ? standard : {});
    if (Object.keys(inner).length > 0) out[key] = inner;
  }
  return out;
}

/** Helm merges maps: what a default says and we do not is taken away by `null`. */
export function replaced(given: Resources, standard: Resources): Values {
  const amounts = (kind: 'limits' | 'requests'): unknown => {
    const [own, theirs] = [given[kind], standard[kind]];
    if (own === undefined) return theirs === undefined ? undefined : null;
    return { ...Object.fromEntries(Object.entries(own).map(([name, amount]) => [name, String(amount)])), ...Object.fromEntries(Object.keys(theirs ?? {}).filter((name) => !(name in own)).map((name) => [name, null])) };
  };
  return { limits: amounts('limits'), requests: amounts('requests') };
}
