import type { ClusterRole, ClusterRoleBinding } from '../../../manifests/types';
import type { ZtunnelSettings } from '../settings/agents';
import { metaOf, NAME } from './labels';

const RBAC = 'rbac.authorization.k8s.io';

/** ztunnel asks the API server for nothing; only OpenShift wants its pods to be allowed what they do. */
export function clusterRole(settings: ZtunnelSettings): readonly (ClusterRole | ClusterRoleBinding)[] {
  if (settings.constraint === undefined) return [];
  const metadata = metaOf(settings, undefined, { app: NAME });
  return [
    { apiVersion: `${RBAC}/v1`, kind: 'ClusterRole', metadata, rules: [{ apiGroups: ['security.openshift.io'], resourceNames: [settings.constraint], resources: ['securitycontextconstraints'], verbs: ['use'] }] },
    { apiVersion: `${RBAC}/v1`, kind: 'ClusterRoleBinding', metadata, roleRef: { apiGroup: RBAC, kind: 'ClusterRole', name: NAME }, subjects: [{ kind: 'ServiceAccount', name: NAME, namespace: settings.namespace }] },
  ];
}
