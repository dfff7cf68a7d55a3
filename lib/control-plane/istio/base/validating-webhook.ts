import type { LabelSelector, ValidatingWebhook } from '../../../manifests/types';

/**
 * Sends Istio's objects to istiod before they are stored. istiod writes the CA bundle; and unless it is said here, nobody writes what becomes of objects while istiod cannot be asked, which
 * is then Kubernetes' own rule, Fail: an `Ignore` that is applied again and again would let everything pass until istiod takes it back.
 */
export const validatingWebhook = (name: string, service: { readonly name: string; readonly namespace: string }, failurePolicy?: 'Fail' | 'Ignore', objectSelector?: LabelSelector): ValidatingWebhook => ({
  admissionReviewVersions: ['v1'],
  clientConfig: { service: { ...service, path: '/validate' } },
  ...(failurePolicy !== undefined && { failurePolicy }),
  name,
  ...(objectSelector && { objectSelector }),
  rules: [{ apiGroups: ['extensions.istio.io', 'networking.istio.io', 'security.istio.io', 'telemetry.istio.io'], apiVersions: ['*'], operations: ['CREATE', 'UPDATE'], resources: ['*'], scope: '*' }],
  sideEffects: 'None',
});
