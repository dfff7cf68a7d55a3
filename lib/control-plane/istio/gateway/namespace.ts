import type { Namespace } from '../../../manifests/types';
import { labelsOf } from '../labels';
import type { GatewaySettings } from '../settings/gateway';

/** `undefined`: somebody else makes it. Its pods ask for injection themselves, so it says nothing of that. */
export const namespace = ({ createNamespace, name, namespace: of, restricted }: GatewaySettings): Namespace | undefined => (!createNamespace ? undefined : {
  apiVersion: 'v1', kind: 'Namespace', metadata: { labels: labelsOf(name, restricted ? { 'pod-security.kubernetes.io/enforce': 'restricted' } : {}), name: of },
});
