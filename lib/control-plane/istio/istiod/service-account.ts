import type { ServiceAccount } from '../../../manifests/types';
import type { RevisionSettings } from '../settings/revision';
import { NAME, istiodName, metaOf } from './names';

export const serviceAccount = (s: RevisionSettings): ServiceAccount => ({
  apiVersion: 'v1', kind: 'ServiceAccount', metadata: metaOf(istiodName(s), { namespace: s.namespace, labels: { app: NAME }, annotations: s.istiod.serviceAccountAnnotations }),
  ...(s.image.pullSecrets.length > 0 && { imagePullSecrets: s.image.pullSecrets.map((name) => ({ name })) }),
});
