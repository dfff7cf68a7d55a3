import type { ResourceQuota } from '../../../manifests/types';
import { metaOf } from '../istiod/names';
import type { InstallSettings } from '../settings/install';

/** More than there ever are: the quota is there to admit, not to limit. */
const PODS = 1000;

/** Admits istiod's pods where a cluster lets pods of its critical priority into kube-system only. */
export const criticalPods = ({ namespace }: InstallSettings): ResourceQuota => ({
  apiVersion: 'v1', kind: 'ResourceQuota', metadata: metaOf('istiod-critical-pods', { namespace }),
  spec: { hard: { pods: String(PODS) }, scopeSelector: { matchExpressions: [{ operator: 'In', scopeName: 'PriorityClass', values: ['system-cluster-critical'] }] } },
});
