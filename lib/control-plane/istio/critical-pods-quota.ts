import type { ObjectMeta } from '../../manifests/manifest';
import type { ResourceQuota } from '../../manifests/types';

/** Admits pods of the node-critical priority into a namespace, where the cluster lets them into kube-system only. */
export const criticalPodsQuota = (metadata: ObjectMeta, pods: number): ResourceQuota => ({
  apiVersion: 'v1', kind: 'ResourceQuota', metadata,
  spec: { hard: { pods: String(pods) }, scopeSelector: { matchExpressions: [{ operator: 'In', scopeName: 'PriorityClass', values: ['system-node-critical'] }] } },
});
