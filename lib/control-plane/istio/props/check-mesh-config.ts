import { fields, list } from '../../../manifests/rules/fields';
import type { Findings } from '../../../manifests/rules/findings';
import { dnsLabelProblem } from '../../../manifests/rules/syntax/label';
import type { Given } from './kinds';
import { certificatesProblem } from './pem';
import { labelSelectorRule } from './selector';

/** What Istio's own validation lets pass, and istiod leaves out, or stumbles over, when it runs. */
export function meshConfigRule(f: Findings, given: Given): void {
  list(given.caCertificates).forEach((one, i) => {
    const { pem, spiffeBundleUrl } = fields(one) ?? {};
    f.enter('caCertificates', i);
    if (pem !== undefined) f.check('pem', certificatesProblem(pem, true));
    else if (spiffeBundleUrl === undefined) f.error('', 'names no certificate', 'set pem or spiffeBundleUrl');
    f.leave();
  });
  list(given.discoverySelectors).forEach((selector, index) => labelSelectorRule('discoverySelectors', selector, f, { empty: '', index }));
  list(given.serviceScopeConfigs).forEach((config, i) => {
    f.enter('serviceScopeConfigs', i);
    for (const which of ['namespaceSelector', 'servicesSelector']) if (fields(config)?.[which] !== undefined) labelSelectorRule(which, fields(config)![which], f, { empty: '' });
    f.leave();
  });
  if (given.rootNamespace !== undefined) f.check('rootNamespace', dnsLabelProblem('the namespace', String(given.rootNamespace)));
}
