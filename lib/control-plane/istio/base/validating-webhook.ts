import type { LabelSelector, ValidatingWebhook } from '../../../manifests/types';
import type { RemoteSettings } from '../settings/remote';
import { ISTIO_KINDS } from './istio-kinds';

/**
 * Sends Istio's objects to istiod before they are stored. istiod writes the CA bundle; and unless it is said here, nobody writes what becomes of objects while istiod cannot be asked, which
 * is then Kubernetes' own rule, Fail: an `Ignore` that is applied again and again would let everything pass until istiod takes it back.
 */
export const validatingWebhook = (name: string, { failurePolicy, ...clientConfig }: Asked, objectSelector?: LabelSelector): ValidatingWebhook => ({
  admissionReviewVersions: ['v1'],
  clientConfig,
  ...(failurePolicy !== undefined && { failurePolicy }),
  name,
  ...(objectSelector && { objectSelector }),
  rules: [ISTIO_KINDS],
  sideEffects: 'None',
});

/** Whom a webhook of validation asks. */
export type Asked = ValidatingWebhook['clientConfig'] & Pick<ValidatingWebhook, 'failurePolicy'>;

/** The istiod of one revision, or the one that serves this cluster from elsewhere: what that is verified with is known, so that nobody has to write it, and nothing passes unseen. */
export const askedOf = (service: { readonly name: string; readonly namespace: string }, remote: RemoteSettings | undefined, failurePolicy: 'Fail' | 'Ignore' | undefined): Asked => ({
  ...(remote?.caBundle !== undefined && { caBundle: remote.caBundle }),
  ...(remote?.webhookUrl === undefined ? { service: { ...service, path: '/validate' } } : { url: `${remote.webhookUrl}/validate` }),
  failurePolicy: remote?.caBundle === undefined ? failurePolicy : 'Fail',
});
