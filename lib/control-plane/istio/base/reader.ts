import type { ServiceAccount } from '../../../manifests/types';
import { metaOf } from '../istiod/names';
import type { InstallSettings } from '../settings/install';
import type { ReaderSettings } from '../settings/reader';
import { imagePullSecrets } from '../settings/revision';

/** Value of its label `app`. */
export const READER = 'istio-reader';

/** Whom istiods of other clusters are here; all revisions share it. */
export const readerServiceAccount = (install: InstallSettings, { name, namespace }: ReaderSettings): ServiceAccount => ({
  apiVersion: 'v1', kind: 'ServiceAccount', metadata: metaOf(name, { app: READER, namespace, labels: { app: READER } }),
  ...imagePullSecrets(install),
});
