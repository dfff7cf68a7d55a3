import { externalControlPlanesAreNamed } from '../../../lib/checks/external-control-planes-are-named';
import type { CheckSpec } from '../spec';
import { documents } from '../yaml';

const validator = (config: string, name = 'istiod-default-validator') => `
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingWebhookConfiguration
metadata: { name: ${name} }
webhooks:
- name: validation.istio.io
  sideEffects: None
  admissionReviewVersions: [v1]
  clientConfig:
    ${config}`;

export const spec: CheckSpec = {
  check: externalControlPlanesAreNamed,
  bad: documents(validator('url: https://10.1.2.3:15017/validate # <-')),
  good: documents(validator('url: https://istiod.example.com:15017/validate')),
  cases: [
    { title: 'nowhere, and what is no URL', yaml: documents(validator('caBundle: ""').replace('  clientConfig:', '  clientConfig: # <-'), validator('url: ":bad" # <-', 'istio-validator-x')) },
    { title: 'a Service, and webhooks of others', yaml: documents(validator('service: { name: istiod, namespace: istio-system }'), validator('url: https://10.1.2.3/', 'other')) },
  ],
};
