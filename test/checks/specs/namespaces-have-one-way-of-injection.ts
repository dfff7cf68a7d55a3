import { namespacesHaveOneWayOfInjection } from '../../../lib/checks/namespaces-have-one-way-of-injection';
import { namespaceWith } from '../pods';
import type { CheckSpec } from '../spec';
import { documents } from '../yaml';

export const spec: CheckSpec = {
  check: namespacesHaveOneWayOfInjection,
  bad: documents(namespaceWith('shop', 'istio-injection: enabled', 'istio.io/rev: canary # <-')),
  good: documents(namespaceWith('shop', 'istio.io/rev: canary')),
  cases: [
    { title: 'ambient and sidecars', yaml: documents(namespaceWith('shop', 'istio-injection: enabled', 'istio.io/dataplane-mode: ambient'), namespaceWith('other', 'istio.io/rev: canary', 'istio.io/dataplane-mode: ambient')), expect: [{ message: 'shop chooses' }, { message: 'other chooses' }] },
    { title: 'none at all, and another beside it', yaml: documents(namespaceWith('shop', 'istio-injection: disabled', 'istio.io/rev: canary')) },
  ],
};
