import type { ClusterRoleBinding } from '../../../manifests/types';
import { READER } from '../base/reader';
import type { ReaderSettings } from '../settings/reader';
import type { RevisionSettings } from '../settings/revision';
import { CLUSTER_ROLE } from './cluster-role';
import { GATEWAY_CONTROLLER } from './gateway-controller-cluster-role';
import { READER_ROLE } from './reader-cluster-role';
import { NAME, clusterName, istiodName, metaOf } from './names';

export const clusterRoleBinding = (s: RevisionSettings): ClusterRoleBinding => bound(s, CLUSTER_ROLE, NAME);
export const gatewayControllerClusterRoleBinding = (s: RevisionSettings): ClusterRoleBinding => bound(s, GATEWAY_CONTROLLER, NAME);
export const readerClusterRoleBinding = (s: RevisionSettings, reader: ReaderSettings): ClusterRoleBinding => bound(s, READER_ROLE, READER, reader);

function bound(s: RevisionSettings, role: string, app: string, account: Pick<ReaderSettings, 'name' | 'namespace'> = { name: istiodName(s), namespace: s.namespace }): ClusterRoleBinding {
  const name = clusterName(role, s);
  return {
    apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRoleBinding', metadata: metaOf(name, { app, labels: { app } }),
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name },
    subjects: [{ kind: 'ServiceAccount', name: account.name, namespace: account.namespace }],
  };
}
