import type { ResourceQuotaSpec } from '../../types';
import { COUNTED } from '../forms/values';
import { fieldPath } from '../path';
import { numberOf } from '../quantity';
import { type Fault, fault, firstOf } from './fault';

const COMPUTE = /^(?:(?:requests\.|limits\.)?(?:cpu|memory)|pods)$/;
const STORAGE = /^(?:persistentvolumeclaims|requests\.storage)$/;
/** Scopes that exclude each other. */
const OPPOSITES = [['Terminating', 'NotTerminating'], ['BestEffort', 'NotBestEffort']] as const;
const isCounted = (name: string): boolean => COUNTED.has(name) || name.startsWith('count/');

export function quota({ hard, scopes, scopeSelector }: ResourceQuotaSpec): Fault | undefined {
  for (const name in hard) if (isCounted(name) && hard[name] != null && !Number.isInteger(numberOf(hard[name]!))) return fault(fieldPath('hard', name), `${hard[name]} is no whole number`, `${name} is counted in pieces`);
  const named = scopes ?? [];
  const opposite = OPPOSITES.find(([one, other]) => named.includes(one) && named.includes(other));
  if (opposite !== undefined) return fault('scopes', `${opposite[0]} and ${opposite[1]} exclude each other`, 'keep one');
  const selected = scopeSelector?.matchExpressions ?? [];
  return limits('scopes', named, hard) ?? limits('scopeSelector.matchExpressions', selected.map(({ scopeName }) => scopeName), hard) ?? firstOf('scopeSelector.matchExpressions', selected, requirement);
}

/** A scope is about pods or about claims, and so has to be what is limited in it. */
function limits(at: string, scopes: readonly string[], hard: ResourceQuotaSpec['hard']): Fault | undefined {
  for (const scope of scopes) {
    const fits = scope === 'BestEffort' ? /^pods$/ : scope === 'VolumeAttributesClass' ? STORAGE : COMPUTE;
    const wrong = Object.keys(hard ?? {}).find((name) => !name.includes('/') && !fits.test(name));
    if (wrong !== undefined) return fault(at, `the scope ${scope} says nothing of ${wrong}`, `limit ${wrong} in a quota without it`);
  }
  return undefined;
}

function requirement({ scopeName, operator, values }: { readonly scopeName: string; readonly operator: string; readonly values?: readonly string[] }): Fault | undefined {
  if (scopeName !== 'PriorityClass' && scopeName !== 'VolumeAttributesClass' && operator !== 'Exists') return fault('operator', `the scope ${scopeName} has no values`, 'use Exists');
  const needs = operator === 'In' || operator === 'NotIn';
  return needs === (values?.length ?? 0) > 0 ? undefined : fault('values', needs ? `the operator ${operator} needs values` : `the operator ${operator} has no values`, needs ? 'name them, or use Exists' : 'remove them, or use In');
}
