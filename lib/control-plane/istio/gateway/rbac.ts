import type { Role, RoleBinding, ServiceAccount } from '../../../manifests/types';
import type { GatewaySettings } from '../settings/gateway';
import { metaOf } from './labels';

const RBAC = 'rbac.authorization.k8s.io';

/** Its account, and the right to read the certificates that it serves: all Secrets of its namespace. */
export function rbac(settings: GatewaySettings): readonly (ServiceAccount | Role | RoleBinding)[] {
  const { annotations, namespace, serviceAccountName: name, serviceAccountAnnotations } = settings;
  return [
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata: metaOf(settings, { annotations: serviceAccountAnnotations, name }) },
    { apiVersion: `${RBAC}/v1`, kind: 'Role', metadata: metaOf(settings, { annotations, name }), rules: [{ apiGroups: [''], resources: ['secrets'], verbs: ['get', 'watch', 'list'] }] },
    { apiVersion: `${RBAC}/v1`, kind: 'RoleBinding', metadata: metaOf(settings, { annotations, name }), roleRef: { apiGroup: RBAC, kind: 'Role', name }, subjects: [{ kind: 'ServiceAccount', name, namespace }] },
  ];
}
