import type { ClusterRoleBinding } from '../../../manifests/types';
import { READER, READER_ACCOUNT } from '../base/reader';
import type { RevisionSettings } from '../settings/revision';
import { CLUSTER_ROLE } from './cluster-role';
import { GATEWAY_CONTROLLER } from './gateway-controller-cluster-role';
import { READER_ROLE } from './reader-cluster-role';
import { NAME, clusterName, istiodName, metaOf } from './names';

export const clusterRoleBinding = (s: RevisionSettings): ClusterRoleBinding => bound(s, CLUSTER_ROLE, NAME, istiodName(s));
export const gatewayControllerClusterRoleBinding = (s: RevisionSettings): ClusterRoleBinding => bound(s, GATEWAY_CONTROLLER, NAME, istiodName(s));
export const readerClusterRoleBinding = (s: RevisionSettings): ClusterRoleBinding => bound(s, READER_ROLE, READER, READER_ACCOUNT);

function bound(s: RevisionSettings, role: string, app: string, account: string): ClusterRoleBinding {
  const name = clusterName(role, s);
  return {
    apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRoleBinding', metadata: metaOf(name, { app, labels: { app } }),
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name },
    subjects: [{ kind: 'ServiceAccount', name: account, namespace: s.namespace }],
  };
}
