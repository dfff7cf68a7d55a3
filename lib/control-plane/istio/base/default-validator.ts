import type { ValidatingWebhookConfiguration } from '../../../manifests/types';
import { NAME, metaOf } from '../istiod/names';
import type { InstallSettings } from '../settings/install';
import { askedOf, validatingWebhook } from './validating-webhook';

type Revision = NonNullable<InstallSettings['defaultRevision']>;
/** Has the istiod of one revision check all of Istio's objects, whether they name a revision or not. */
export const defaultValidator = ({ namespace, remote, validationFailurePolicy }: InstallSettings, { rev, suffix }: Revision): ValidatingWebhookConfiguration => ({
  apiVersion: 'admissionregistration.k8s.io/v1', kind: 'ValidatingWebhookConfiguration',
  metadata: metaOf('istiod-default-validator', { labels: { app: NAME, istio: NAME, 'istio.io/rev': rev } }),
  webhooks: [validatingWebhook('validation.istio.io', askedOf({ name: `${NAME}${suffix}`, namespace }, remote, validationFailurePolicy))],
});
