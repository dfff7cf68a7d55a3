import type { LabelSelector, PodTemplateSpec } from '../../types';
import { fieldPath } from '../path';
import { type Fault, fault } from './fault';

interface Requirement { readonly operator: string; readonly values?: readonly string[] }

/** Of labels or of nodes: the values that its operator needs. */
export function requirement({ operator, values }: Requirement): Fault | undefined {
  const count = values?.length ?? 0;
  if (operator === 'Exists' || operator === 'DoesNotExist') return count === 0 ? undefined : fault('values', `the operator ${operator} has no values`, 'remove values, or use In or NotIn');
  if (operator === 'Gt' || operator === 'Lt') return count === 1 ? undefined : fault('values', `the operator ${operator} has one value`, 'write one number, in quotes');
  return count > 0 ? undefined : fault('values', `the operator ${operator} needs values`, 'name them, or use Exists or DoesNotExist');
}

/** What of a selector the pods that are made do not meet. */
export function unmet({ matchLabels, matchExpressions }: LabelSelector, { metadata }: PodTemplateSpec): Fault | undefined {
  const labels = (metadata?.labels ?? {}) as Readonly<Record<string, string>>;
  for (const key in matchLabels) {
    const wanted = matchLabels[key];
    if (wanted == null || labels[key] === wanted) continue;
    const has = labels[key] === undefined ? `no label ${key}` : `${key}: ${labels[key]}`;
    return fault(fieldPath('selector.matchLabels', key), `the selector asks for ${key}: ${wanted}, the pods have ${has}`, 'give spec.template.metadata.labels and the selector the same labels');
  }
  for (let i = 0; matchExpressions != null && i < matchExpressions.length; i++) {
    const { key, operator, values } = matchExpressions[i]!;
    const has = labels[key];
    const met = operator === 'Exists' ? has !== undefined : operator === 'DoesNotExist' ? has === undefined : (has !== undefined && (values ?? []).includes(has)) === (operator === 'In');
    if (!met) return fault(`selector.matchExpressions[${i}]`, `the pods do not meet it: they have ${has === undefined ? `no label ${key}` : `${key}: ${has}`}`, 'give spec.template.metadata.labels and the selector the same labels');
  }
  return undefined;
}

export function isEmptySelector({ matchLabels, matchExpressions }: LabelSelector): boolean {
  if (matchExpressions != null && matchExpressions.length > 0) return false;
  for (const key in matchLabels) if (matchLabels[key] != null) return false;
  return true;
}
