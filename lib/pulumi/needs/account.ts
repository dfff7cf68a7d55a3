import { isObject } from '../../manifests/is-object';
import { push } from '../../manifests/maps';
import { at, listOf, type IndexedObject, type ObjectIndex } from '../object-index';
import type { Need } from './need';

const RBAC = 'rbac.authorization.k8s.io';

/** Pods: their ServiceAccount, the Secrets that it pulls images with, and what it may do. */
export const account: Need = ({ pods, manifest }, index) => {
  if (!pods) return [];
  const namespace = manifest.metadata.namespace ?? '', name = typeof pods.spec.serviceAccountName === 'string' ? pods.spec.serviceAccountName : 'default';
  const found = index.find('', 'ServiceAccount', namespace, name);
  return [
    found, ...listOf(found?.manifest.imagePullSecrets).map((secret) => index.find('', 'Secret', namespace, String(at(secret, 'name')))),
    ...[`${namespace}/${name}`, ALL, `${ALL}:${namespace}`].flatMap((subject) => index.part(grants).get(subject) ?? []),
  ];
};

/** Group of all accounts; with a namespace behind it, of all of one. */
const ALL = 'system:serviceaccounts';

/** Bindings by the account or the group of accounts they are for, and the roles that these bind. A binding may be made before its role, so nothing else waits for a role. */
function grants(index: ObjectIndex): ReadonlyMap<string, readonly IndexedObject[]> {
  const out = new Map<string, IndexedObject[]>();
  for (const binding of [...index.ofKind(RBAC, 'RoleBinding'), ...index.ofKind(RBAC, 'ClusterRoleBinding')]) {
    const namespace = binding.manifest.metadata.namespace ?? '', kind = String(at(binding.manifest, 'roleRef', 'kind'));
    const role = index.find(RBAC, kind, kind === 'Role' ? namespace : '', String(at(binding.manifest, 'roleRef', 'name')));
    for (const subject of listOf(binding.manifest.subjects)) {
      const key = accountsOf(subject, namespace);
      if (key === undefined) continue;
      push(out, key, binding);
      if (role) push(out, key, role);
    }
  }
  return out;
}

/** Who a subject of a binding is, if it is accounts of pods. */
function accountsOf(subject: unknown, namespace: string): string | undefined {
  if (!isObject(subject)) return undefined;
  if (subject.kind === 'ServiceAccount') return `${String(subject.namespace ?? namespace)}/${String(subject.name)}`;
  if (subject.kind !== 'Group') return undefined;
  // Accounts are authenticated as well.
  return subject.name === 'system:authenticated' ? ALL : String(subject.name);
}
