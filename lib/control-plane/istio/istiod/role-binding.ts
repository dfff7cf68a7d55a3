import type { RoleBinding } from '../../../manifests/types';
import type { RevisionSettings } from '../settings/revision';
import { NAME, istiodName, metaOf } from './names';

export function roleBinding(s: RevisionSettings): RoleBinding {
  const name = istiodName(s);
  return {
    apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'RoleBinding', metadata: metaOf(name, { namespace: s.namespace, labels: { app: NAME } }),
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name },
    subjects: [{ kind: 'ServiceAccount', name, namespace: s.namespace }],
  };
}
