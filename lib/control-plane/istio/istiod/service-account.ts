import type { ServiceAccount } from '../../../manifests/types';
import { imagePullSecrets, type RevisionSettings } from '../settings/revision';
import { NAME, istiodName, metaOf } from './names';

export const serviceAccount = (s: RevisionSettings): ServiceAccount => ({
  apiVersion: 'v1', kind: 'ServiceAccount', metadata: metaOf(istiodName(s), { namespace: s.namespace, labels: { app: NAME }, annotations: s.istiod.serviceAccountAnnotations }),
  ...imagePullSecrets(s.image),
});
