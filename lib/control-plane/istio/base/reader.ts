import type { ServiceAccount } from '../../../manifests/types';
import { metaOf } from '../istiod/names';
import type { InstallSettings } from '../settings/install';
import type { ReaderSettings } from '../settings/reader';

/** Value of its label `app`. */
export const READER = 'istio-reader';

/** Whom istiods of other clusters are here; all revisions share it. */
export const readerServiceAccount = ({ pullSecrets }: InstallSettings, { name, namespace }: ReaderSettings): ServiceAccount => ({
  apiVersion: 'v1', kind: 'ServiceAccount', metadata: metaOf(name, { app: READER, namespace, labels: { app: READER } }),
  ...(pullSecrets.length > 0 && { imagePullSecrets: pullSecrets.map((secret) => ({ name: secret })) }),
});
