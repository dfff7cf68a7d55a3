import type { ValidatingWebhookConfiguration } from '../../../manifests/types';
import { askedOf, validatingWebhook } from '../base/validating-webhook';
import type { RevisionSettings } from '../settings/revision';
import { NAME, clusterName, istiodName, metaOf } from './names';

/** Has istiod check Istio's objects that name its revision. */
export const validatingWebhookConfiguration = (s: RevisionSettings): ValidatingWebhookConfiguration => ({
  apiVersion: 'admissionregistration.k8s.io/v1', kind: 'ValidatingWebhookConfiguration',
  metadata: metaOf(clusterName('istio-validator', s), { labels: { app: NAME, istio: NAME, 'istio.io/rev': s.rev } }),
  webhooks: [validatingWebhook('rev.validation.istio.io', askedOf({ name: istiodName(s), namespace: s.namespace }, s.remote, s.validationFailurePolicy), { matchExpressions: [{ key: 'istio.io/rev', operator: 'In', values: [s.rev] }] })],
});
