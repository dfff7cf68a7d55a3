import { providersAreConfigured } from '../../../lib/checks/providers-are-configured';
import type { CheckSpec } from '../spec';
import { deployment, documents, object } from '../yaml';

export const spec: CheckSpec = {
  check: providersAreConfigured,
  input: { meshConfig: { extensionProviders: [{ name: 'opa', envoyExtAuthzGrpc: { service: 'opa.policy.svc.cluster.local', port: 9191 } }] } },
  bad: documents(deployment('reviews'), object('security.istio.io/v1', 'AuthorizationPolicy', 'outside', `
action: CUSTOM
provider:
  name: oap # <-
rules: [{ to: [{ operation: { paths: [/admin*] } }] }]`)),
  good: documents(deployment('reviews'), object('security.istio.io/v1', 'AuthorizationPolicy', 'outside', `
action: CUSTOM
provider:
  name: opa
rules: [{ to: [{ operation: { paths: [/admin*] } }] }]`)),
  cases: [
    { title: 'Telemetry: a warning; Istio\'s own providers are known', meshConfig: { extensionProviders: [] }, yaml: documents(object('telemetry.istio.io/v1', 'Telemetry', 'x', 'metrics: [{ providers: [{ name: prometheus }] }]\ntracing:\n- providers:\n  - name: tempo # <-')) },
    { title: 'the mesh config is not known, and the inventory is open', inventory: 'open', yaml: documents(object('security.istio.io/v1', 'AuthorizationPolicy', 'x', 'action: CUSTOM\nprovider: { name: opa }')) },
  ],
};
