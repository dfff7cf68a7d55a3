import type { ClusterRole, ClusterRoleBinding, PolicyRule } from '../../../manifests/types';
import type { CniSettings } from '../settings/agents';
import { DAEMON_SET, metaOf, NAME } from './labels';

const RBAC = 'rbac.authorization.k8s.io';
interface Right { readonly role: string; readonly binding: string; readonly labels: Readonly<Record<string, string>>; readonly rules: readonly PolicyRule[] }

/** What the agent may do in the whole cluster: see pods, and what its way of repairing and the ambient data plane need besides. */
export function clusterRoles(settings: CniSettings): readonly (ClusterRole | ClusterRoleBinding)[] {
  const rights = rightsOf(settings);
  return [
    ...rights.map(({ role, rules }): ClusterRole => ({ apiVersion: `${RBAC}/v1`, kind: 'ClusterRole', metadata: metaOf(role, undefined, { app: NAME }), rules })),
    ...rights.map(({ role, binding, labels }): ClusterRoleBinding => ({
      apiVersion: `${RBAC}/v1`, kind: 'ClusterRoleBinding', metadata: metaOf(binding, undefined, labels),
      roleRef: { apiGroup: RBAC, kind: 'ClusterRole', name: role }, subjects: [{ kind: 'ServiceAccount', name: NAME, namespace: settings.namespace }],
    })),
  ];
}

function rightsOf({ ambient, constraint, repair }: CniSettings): readonly Right[] {
  const repairs = { 'k8s-app': `${NAME}-repair` };
  return [
    { role: NAME, binding: NAME, labels: { app: NAME }, rules: [
      { apiGroups: [''], resources: ['pods', 'nodes', 'namespaces'], verbs: ['get', 'list', 'watch'] },
      ...(constraint === undefined ? [] : [{ apiGroups: ['security.openshift.io'], resourceNames: [constraint], resources: ['securitycontextconstraints'], verbs: ['use'] }]),
    ] },
    ...(repair === 'off' ? [] : [{ role: `${NAME}-repair-role`, binding: `${NAME}-repair-rolebinding`, labels: repairs, rules: [
      { apiGroups: [''], resources: ['events'], verbs: ['create', 'patch'] },
      { apiGroups: [''], resources: ['pods'], verbs: ['watch', 'get', 'list'] },
      ...(repair === 'delete' ? [{ apiGroups: [''], resources: ['pods'], verbs: ['delete'] }] : []),
      ...(repair === 'label' ? [{ apiGroups: [''], resources: ['pods/status'], verbs: ['patch', 'update'] }] : []),
    ] }]),
    ...(!ambient.enabled ? [] : [{ role: `${NAME}-ambient`, binding: `${NAME}-ambient`, labels: repairs, rules: [
      { apiGroups: [''], resources: ['pods/status'], verbs: ['patch', 'update'] },
      { apiGroups: ['apps'], resourceNames: [DAEMON_SET], resources: ['daemonsets'], verbs: ['get'] },
    ] }]),
  ];
}
