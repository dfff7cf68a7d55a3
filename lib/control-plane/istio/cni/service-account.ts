import type { ServiceAccount } from '../../../manifests/types';
import type { CniSettings } from '../settings/agents';
import { metaOf, NAME } from './labels';

export const serviceAccount = ({ namespace, image }: CniSettings): ServiceAccount => ({
  apiVersion: 'v1', kind: 'ServiceAccount', metadata: metaOf(NAME, namespace, { app: NAME }),
  ...(image.pullSecrets.length > 0 && { imagePullSecrets: image.pullSecrets.map((name) => ({ name })) }),
});
