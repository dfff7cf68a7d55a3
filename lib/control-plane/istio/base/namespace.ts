import type { Namespace } from '../../../manifests/types';
import { metaOf } from '../istiod/names';
import type { InstallSettings } from '../settings/install';

/** Istiod's namespace: what its pods may do is enforced, and its network is what istiod takes this cluster's pods to be in. */
export const namespace = ({ namespace: name, network, podSecurity, remote }: InstallSettings): Namespace => ({
  apiVersion: 'v1', kind: 'Namespace',
  metadata: metaOf(name, {
    app: 'istio',
    ...(remote && { annotations: { 'topology.istio.io/controlPlaneClusters': remote.controlPlaneClusters.join(',') } }),
    labels: { ...(podSecurity !== undefined && { 'pod-security.kubernetes.io/enforce': podSecurity }), ...(network !== undefined && { 'topology.istio.io/network': network }) },
  }),
});
