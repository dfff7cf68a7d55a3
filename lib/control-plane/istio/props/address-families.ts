import { show } from '../../../constructs/arguments';
import type { Findings } from '../../../manifests/rules/findings';
import { lists, words, type Given } from './kinds';

/** Families of a Service's addresses. */
export function addressFamiliesRule(f: Findings, given: Given): void {
  words(f, given, { ipFamilyPolicy: ['SingleStack', 'PreferDualStack', 'RequireDualStack'] });
  lists(f, given, ['ipFamilies'], 'string');
  const { ipFamilies: families = [], ipFamilyPolicy: policy } = given as { readonly ipFamilies?: readonly string[]; readonly ipFamilyPolicy?: string };
  if (!Array.isArray(families)) return;
  const odd = families.find((one: string) => one !== 'IPv4' && one !== 'IPv6');
  if (odd !== undefined) f.error('ipFamilies', `must name IPv4 and IPv6, not ${show(odd)}`, '');
  else if (new Set(families).size < families.length) f.error('ipFamilies', `names ${String(families[0])} twice`, 'name each family once');
  else if (families.length === 2 && (policy === undefined || policy === 'SingleStack')) f.error('ipFamilies', `names two families, and ipFamilyPolicy ${policy === undefined ? 'is left out, which means one' : 'wants one'}`, "add ipFamilyPolicy: 'RequireDualStack', or 'PreferDualStack' where a cluster may have one only");
}

/** Of an address. */
export const familyOf = (address: string): 'IPv4' | 'IPv6' => (address.includes(':') ? 'IPv6' : 'IPv4');
