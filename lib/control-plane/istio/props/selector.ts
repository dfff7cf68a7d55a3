import { show } from '../../../constructs/arguments';
import { isObject } from '../../../manifests/is-object';
import { fields, list } from '../../../manifests/rules/fields';
import type { Findings } from '../../../manifests/rules/findings';
import { labelsRule } from '../../../manifests/rules/syntax/selector';
import { labelKeyProblem } from '../../../manifests/rules/syntax/label';

const WITH_VALUES = ['In', 'NotIn'];
const OPERATORS = [...WITH_VALUES, 'Exists', 'DoesNotExist'];

/** A selector of labels that is a text to the API server, and nothing to Istio where it is wrong: it says so in its log and goes on without. `empty`: what to do about one that selects nothing, where that is wrong. */
export function labelSelectorRule(field: string, given: unknown, f: Findings, options: { readonly empty: string; readonly index?: number }): void {
  f.enter(field, options.index);
  if (!isObject(given)) f.error('', `must be a selector of labels, not ${show(given)}`, "{ matchLabels: { team: 'web' } }");
  else {
    labelsRule('matchLabels', given.matchLabels, f);
    const expressions = list(given.matchExpressions);
    for (const [i, expression] of expressions.entries()) {
      const { key, operator, values } = fields(expression) ?? {};
      f.enter('matchExpressions', i);
      f.check('key', labelKeyProblem(String(key ?? '')));
      const count = Array.isArray(values) ? values.length : 0;
      if (!OPERATORS.includes(operator as string)) f.error('operator', `must be one of ${OPERATORS.join(', ')}, not ${show(operator)}`, 'words are written as Kubernetes has them');
      else if (WITH_VALUES.includes(operator as string) ? count === 0 : count > 0) f.error('values', `${String(operator)} goes ${count === 0 ? 'with' : 'without'} values`, count === 0 ? 'name at least one' : 'leave them out');
      f.leave();
    }
    if (options.empty !== '' && Object.keys(given.matchLabels ?? {}).length === 0 && expressions.length === 0) f.error('', 'is empty', options.empty);
  }
  f.leave();
}
