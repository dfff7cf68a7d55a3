import type { ServiceAccount } from '../../../manifests/types';
import type { ZtunnelSettings } from '../settings/agents';
import { imagePullSecrets } from '../settings/revision';
import { metaOf } from './labels';

/** istiod hands this account the certificates of the pods of its node. */
export const serviceAccount = (settings: ZtunnelSettings): ServiceAccount => ({
  apiVersion: 'v1', kind: 'ServiceAccount', metadata: metaOf(settings, settings.namespace, settings.labels),
  ...imagePullSecrets(settings.image),
});
