import type { Manifest } from '../manifest';
import { fields, isSet, list, text, type Fields } from './fields';
import type { Findings } from './findings';
import { trafficPolicyRule } from './parts/traffic-policy';
import { exportToRule } from './syntax/export-to';
import { wildcardHostProblem } from './syntax/host';
import { dnsLabelProblem } from './syntax/label';
import { labelsRule, selectorRule } from './syntax/selector';
import { namespaceOf } from './namespace';

const BOUND = Object.freeze({ ownOnly: true });
const FREE = Object.freeze({});

export function destinationRuleRules(spec: Fields, f: Findings, manifest: Manifest): void {
  const namespace = namespaceOf(manifest);
  f.check('host', wildcardHostProblem(text(spec.host)));
  trafficPolicyRule(spec.trafficPolicy, namespace, f);
  const subsets = list(spec.subsets);
  for (let i = 0; i < subsets.length; i++) {
    const subset = fields(subsets[i]);
    if (subset === undefined) continue;
    const name = text(subset.name);
    f.enter('subsets', i);
    f.check('name', dnsLabelProblem('subset name', name));
    for (let j = 0; j < i; j++) {
      if (text(fields(subsets[j])?.name) === name) {
        f.error('name', `subset ${JSON.stringify(name)} is defined twice`, 'give every subset its own name');
        break;
      }
    }
    labelsRule('labels', subset.labels, f);
    trafficPolicyRule(subset.trafficPolicy, namespace, f);
    f.leave();
  }
  exportToRule(spec.exportTo, namespace, f, isSet(spec.workloadSelector) ? BOUND : FREE);
  selectorRule('workloadSelector', spec.workloadSelector, 'matchLabels', f);
}
