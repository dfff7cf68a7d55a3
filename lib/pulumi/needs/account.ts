import { isObject } from '../../manifests/is-object';
import { at, listOf, push, type IndexedObject, type ObjectIndex } from '../object-index';
import type { Need } from './need';

const RBAC = 'rbac.authorization.k8s.io';

/** Pods: their ServiceAccount, and what it may do. */
export const account: Need = ({ pods, manifest }, index) => {
  if (!pods) return [];
  const namespace = manifest.metadata.namespace ?? '', name = typeof pods.spec.serviceAccountName === 'string' ? pods.spec.serviceAccountName : 'default';
  return [index.find('', 'ServiceAccount', namespace, name), ...(grants(index).get(`${namespace}/${name}`) ?? [])];
};

/** Bindings by the account they are for, and the roles that these bind. A binding may be made before its role, so nothing else waits for a role. */
function grants(index: ObjectIndex): ReadonlyMap<string, readonly IndexedObject[]> {
  return index.once('grants', () => {
    const out = new Map<string, IndexedObject[]>();
    for (const binding of [...index.ofKind(RBAC, 'RoleBinding'), ...index.ofKind(RBAC, 'ClusterRoleBinding')]) {
      const namespace = binding.manifest.metadata.namespace ?? '', kind = String(at(binding.manifest, 'roleRef', 'kind'));
      const role = index.find(RBAC, kind, kind === 'Role' ? namespace : '', String(at(binding.manifest, 'roleRef', 'name')));
      for (const subject of listOf(binding.manifest.subjects)) {
        if (!isObject(subject) || subject.kind !== 'ServiceAccount') continue;
        const key = `${String(subject.namespace ?? namespace)}/${String(subject.name)}`;
        push(out, key, binding);
        if (role) push(out, key, role);
      }
    }
    return out;
  });
}
