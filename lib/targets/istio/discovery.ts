import type { Labels } from '../../model';
import { sortKeys } from './context';
import type { IstioSettings } from './facts';

/** A selector of labels, as Kubernetes has it. */
interface LabelSelector {
  readonly matchLabels?: Readonly<Record<string, string>>;
  readonly matchExpressions?: readonly { readonly key: string; readonly operator: string; readonly values?: readonly string[] }[];
}
/** Label that the API server gives every namespace: its name. */
export const NAME = 'kubernetes.io/metadata.name';

/**
 * Whether istiod looks into a namespace at all (`meshConfig.discoverySelectors`): pods, Services and Istio's objects of all others are not there for it, and their proxies do not start.
 * `undefined`: it depends on labels that are not known. `all`: it has no labels but these.
 */
export function discovered(config: IstioSettings['meshConfig'], name: string, labels: Labels, all: boolean): boolean | undefined {
  const selectors = selectorsOf(config);
  if (selectors.length === 0) return true;
  const known: Labels = { ...labels, [NAME]: name };
  const answers = selectors.map((selector) => selects(selector, known, all));
  return answers.includes(true) ? true : answers.includes(undefined) ? undefined : false;
}

/** Labels that would have istiod look into it, as they are written in a program; `undefined`: no label does. */
export function labelsToAdd(config: IstioSettings['meshConfig'], name: string, labels: Labels): string | undefined {
  for (const { matchLabels = {}, matchExpressions = [] } of selectorsOf(config)) {
    const wanted: Record<string, string> = { ...matchLabels };
    for (const { key, operator, values } of matchExpressions) {
      if (operator === 'In' && values?.length && !values.includes(labels[key]!)) wanted[key] = values[0]!;
      if (operator === 'Exists' && !(key in labels)) wanted[key] = 'true';
    }
    const after: Labels = { ...labels, ...wanted };
    const missing = Object.entries(sortKeys(wanted)).filter(([key, value]) => labels[key] !== value);
    if (NAME in wanted || missing.length === 0 || selects({ matchLabels, matchExpressions }, { ...after, [NAME]: name }, true) !== true) continue;
    return `{ ${missing.map(([key, value]) => `'${key}': '${value}'`).join(', ')} }`;
  }
  return undefined;
}

const selectorsOf = (config: IstioSettings['meshConfig']): readonly LabelSelector[] => (config.discoverySelectors as readonly LabelSelector[] | undefined) ?? [];

/** As the API server selects, with a third answer where labels are not all known. */
export function selects({ matchLabels = {}, matchExpressions = [] }: LabelSelector, labels: Labels, all: boolean): boolean | undefined {
  const terms = [...Object.entries(matchLabels).map(([key, value]) => ({ key, operator: 'In', values: [value] })), ...matchExpressions];
  const answers = terms.map(({ key, operator, values = [] }) => {
    const value = labels[key];
    if (value === undefined && !all) return undefined;
    if (operator === 'Exists') return value !== undefined;
    if (operator === 'DoesNotExist') return value === undefined;
    const among = value !== undefined && values.includes(value);
    return operator === 'NotIn' ? !among : among;
  });
  return answers.includes(false) ? false : answers.includes(undefined) ? undefined : true;
}
