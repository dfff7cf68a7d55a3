import type { ServiceAccount } from '../../../manifests/types';
import type { CniSettings } from '../settings/agents';
import { imagePullSecrets } from '../settings/revision';
import { metaOf, NAME } from './labels';

export const serviceAccount = ({ namespace, image }: CniSettings): ServiceAccount => ({
  apiVersion: 'v1', kind: 'ServiceAccount', metadata: metaOf(NAME, namespace, { app: NAME }),
  ...imagePullSecrets(image),
});
