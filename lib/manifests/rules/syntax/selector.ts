import type { Findings } from '../findings';
import { fields, isSet, list, text, type Fields } from '../fields';
import { labelKeyProblem, labelValueProblem } from './label';

/** Keys and values of a label map that is compared with real labels. */
export function labelsRule(field: string, value: unknown, f: Findings): void {
  const labels = fields(value);
  if (labels === undefined) return;
  f.enter(field);
  for (const key in labels) {
    if (!isSet(labels[key])) continue;   // the API server drops a null
    f.check(key, labelKeyProblem(key));
    f.check(key, labelValueProblem(text(labels[key])));
  }
  f.leave();
}

/** A workload selector: `selector.matchLabels`, or `workloadSelector.labels` in the older kinds. */
export function selectorRule(field: string, value: unknown, labelsField: 'matchLabels' | 'labels', f: Findings): void {
  const selector = fields(value);
  if (selector === undefined) return;
  const labels = fields(selector[labelsField]);
  let any = false;
  f.enter(field);
  f.enter(labelsField);
  for (const key in labels) {
    if (!isSet(labels[key])) continue;   // the API server drops a null
    any = true;
    if (key === '') f.error('', 'a selector label has no key', 'name the label');
    if (key.includes('*') || text(labels[key]).includes('*')) {
      f.error(key, 'a selector compares whole labels and knows no wildcard', 'write the label as the pods carry it');
    }
  }
  f.leave();
  if (!any) f.warn(labelsField, 'the selector is empty and selects every workload', `name labels, or remove ${field} to say so plainly`);
  f.leave();
}

const TARGETS: Readonly<Record<string, string>> = { Service: 'core', ServiceEntry: 'networking.istio.io', Gateway: 'gateway.networking.k8s.io', GatewayClass: 'gateway.networking.k8s.io' };

function targetRule(target: Fields, f: Findings): void {
  if (text(target.name) === '') f.error('name', 'the target has no name', 'name the object that the policy is attached to');
  if (text(target.namespace) !== '') f.error('namespace', 'a policy is attached within its own namespace only', 'remove namespace and put the policy beside its target');
  const kind = text(target.kind);
  if (!Object.hasOwn(TARGETS, kind) || TARGETS[kind] !== (text(target.group) || 'core')) {
    f.error('kind', `${JSON.stringify(`${text(target.group)}/${kind}`)} cannot be a target`, 'use Service (no group), networking.istio.io/ServiceEntry, or gateway.networking.k8s.io/Gateway or /GatewayClass');
  }
}

/** What a policy applies to: at most one of selector, targetRef and targetRefs. */
export function attachmentRule(spec: Fields, f: Findings): void {
  const targets = list(spec.targetRefs);
  if (targets.length > 0 || isSet(spec.targetRef)) {
    if (+isSet(spec.selector) + +isSet(spec.targetRef) + +(targets.length > 0) > 1) {
      f.error('', 'selector and targetRefs are both set', 'keep one: a selector for sidecars, targetRefs for gateways and waypoints');
    }
    const single = fields(spec.targetRef);
    if (single !== undefined) {
      f.enter('targetRef');
      targetRule(single, f);
      f.leave();
    }
    for (let i = 0; i < targets.length; i++) {
      const target = fields(targets[i]);
      if (target === undefined) continue;
      f.enter('targetRefs', i);
      targetRule(target, f);
      f.leave();
    }
  }
  selectorRule('selector', spec.selector, 'matchLabels', f);
}
