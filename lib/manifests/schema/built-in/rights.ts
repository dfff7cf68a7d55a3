import type { ClusterRoleBinding, Role, RoleBinding } from '../../types';
import { isDnsSubdomain } from '../names';
import { type Fault, fault, firstOf, isGiven } from './fault';

type Rule = NonNullable<Role['rules']>[number];
type Subject = NonNullable<RoleBinding['subjects']>[number];

/** Rights to resources, or to URLs that are none. */
export function policyRule({ apiGroups, resources, resourceNames, nonResourceURLs }: Rule): Fault | undefined {
  const urls = (nonResourceURLs?.length ?? 0) > 0;
  if (urls) return (apiGroups?.length ?? 0) > 0 || (resources?.length ?? 0) > 0 || (resourceNames?.length ?? 0) > 0 ? fault('nonResourceURLs', 'a rule is about resources or about URLs, here about both', 'make two rules of it') : undefined;
  if (!apiGroups?.length) return fault('apiGroups', 'the rule is about no group', "name one; '' is the group of pods and Services");
  return resources?.length ? undefined : fault('resources', 'the rule is about no resources', 'name them in the plural, as pods');
}

export const role = ({ rules }: Role): Fault | undefined => firstOf('rules', rules, ({ nonResourceURLs }) => (nonResourceURLs?.length ? fault('nonResourceURLs', 'a URL that is no resource belongs to no namespace', 'use a ClusterRole') : undefined));

const RBAC = 'rbac.authorization.k8s.io';
export function subject({ kind, name, apiGroup }: Subject): Fault | undefined {
  const group = kind === 'ServiceAccount' ? '' : RBAC;
  if (isGiven(apiGroup) && apiGroup !== group) return fault('apiGroup', `a ${kind} is of no group ${JSON.stringify(apiGroup)}`, group === '' ? 'remove it' : `use ${group}`);
  return kind === 'ServiceAccount' && !isDnsSubdomain(name) ? fault('name', `${JSON.stringify(name)} is not a name of a ServiceAccount`, 'use lower-case letters, digits, "-" and "."') : undefined;
}

export function clusterRoleBinding({ roleRef, subjects }: ClusterRoleBinding): Fault | undefined {
  if (roleRef.kind === 'Role') return fault('roleRef.kind', 'a Role gives rights within its namespace only', 'use a ClusterRole, or a RoleBinding');
  return firstOf('subjects', subjects, ({ kind, namespace }) => (kind === 'ServiceAccount' && !isGiven(namespace) ? fault('namespace', 'a ServiceAccount is in a namespace', 'name it') : undefined));
}
