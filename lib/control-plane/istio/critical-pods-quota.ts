import type { ObjectMeta } from '../../manifests/manifest';
import type { ResourceQuota } from '../../manifests/types';

/** Admits pods of a critical priority into a namespace, where the cluster lets them into kube-system only. */
export const criticalPodsQuota = (metadata: ObjectMeta, pods: number, priorityClass: 'system-node-critical' | 'system-cluster-critical' = 'system-node-critical'): ResourceQuota => ({
  apiVersion: 'v1', kind: 'ResourceQuota', metadata,
  spec: { hard: { pods: count(pods) }, scopeSelector: { matchExpressions: [{ operator: 'In', scopeName: 'PriorityClass', values: [priorityClass] }] } },
});

/** As the API server keeps it, so that a second apply changes nothing. */
const count = (pods: number): string => (pods % 1000 === 0 ? `${pods / 1000}k` : String(pods));
