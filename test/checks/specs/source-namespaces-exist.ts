import { sourceNamespacesExist } from '../../../lib/checks/source-namespaces-exist';
import type { CheckSpec } from '../spec';
import { deployment, documents, object } from '../yaml';

export const spec: CheckSpec = {
  check: sourceNamespacesExist,
  bad: documents(deployment('reviews'), deployment('web', { namespace: 'front' }), object('security.istio.io/v1', 'AuthorizationPolicy', 'reviews', `
rules:
- from:
  - source:
      namespaces:
      - frontend # <-`)),
  good: documents(deployment('reviews'), deployment('web', { namespace: 'front' }), object('security.istio.io/v1', 'AuthorizationPolicy', 'reviews', `
rules:
- from:
  - source:
      namespaces:
      - front`)),
  cases: [
    { title: 'patterns', yaml: documents(deployment('web', { namespace: 'front' }), object('security.istio.io/v1', 'AuthorizationPolicy', 'x', "rules:\n- from:\n  - source: { namespaces: ['fro*', '*ont', '*'] }\n  - source: { notNamespaces: ['back*'] } # <-", 'front')) },
    { title: 'an open inventory', inventory: 'open', yaml: documents(object('security.istio.io/v1', 'AuthorizationPolicy', 'x', 'rules: [{ from: [{ source: { namespaces: [gone] } }] }]')) },
  ],
};
