import { isObject } from '../../../manifests/is-object';
import type { Values } from './sparse';

/**
 * A user's values with ours over them. What the user says with the prefix of the chart (`pilot.resources` for `resources`) would win over the same value without it, so it gives way where ours says it.
 */
export function over(raw: Values, own: Values, prefix: 'pilot' | 'cni' | undefined): Values {
  const prefixed = prefix !== undefined && isObject(raw[prefix]) ? { ...raw, [prefix]: without(raw[prefix], own) } : raw;
  return merged(prefixed, own);
}

/** Maps are merged, everything else replaces. `null` stays: for Helm it takes a default away. */
export function merged(under: Values, top: Values): Values {
  const out: Record<string, unknown> = { ...under };
  for (const [key, value] of Object.entries(top)) out[key] = isObject(value) && isObject(out[key]) ? merged(out[key], value) : value;
  return out;
}

/** Without what is said elsewhere. */
function without(values: Values, elsewhere: Values): Values {
  return Object.fromEntries(Object.entries(values).flatMap(([key, value]): [string, unknown][] => {
    const other = elsewhere[key];
    if (other === undefined) return [[key, value]];
    return isObject(value) && isObject(other) ? [[key, without(value, other)]] : [];
  }));
}
