import type { ServiceAccount } from '../../../manifests/types';
import { metaOf } from '../istiod/names';
import type { InstallSettings } from '../settings/install';

/** Value of its label `app`. */
export const READER = 'istio-reader';
export const READER_ACCOUNT = 'istio-reader-service-account';

/** Whom istiods of other clusters are here; all revisions share it. */
export const readerServiceAccount = ({ namespace, pullSecrets }: InstallSettings): ServiceAccount => ({
  apiVersion: 'v1', kind: 'ServiceAccount', metadata: metaOf(READER_ACCOUNT, { app: READER, namespace, labels: { app: READER } }),
  ...(pullSecrets.length > 0 && { imagePullSecrets: pullSecrets.map((name) => ({ name })) }),
});
