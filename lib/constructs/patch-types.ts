import type { JsonPatch } from 'cdk8s';
import type {
  ClusterRole, ClusterRoleBinding, ConfigMap, CustomResourceDefinition, DaemonSet, Deployment, HorizontalPodAutoscaler, IstioObject, MutatingWebhookConfiguration, Namespace, NetworkPolicy,
  PodDisruptionBudget, ResourceQuota, Role, RoleBinding, Secret, Service, ServiceAccount, StatefulSet, ValidatingAdmissionPolicy, ValidatingAdmissionPolicyBinding, ValidatingWebhookConfiguration,
} from '../manifests/types';

type Known = IstioObject | ConfigMap | DaemonSet | Deployment | HorizontalPodAutoscaler | Namespace | NetworkPolicy | PodDisruptionBudget | ResourceQuota | Role | RoleBinding | Secret | Service
  | ServiceAccount | StatefulSet | ClusterRole | ClusterRoleBinding | CustomResourceDefinition | MutatingWebhookConfiguration | ValidatingWebhookConfiguration | ValidatingAdmissionPolicy
  | ValidatingAdmissionPolicyBinding;
type KnownKind = Known['kind'];

/** Kind of an emitted object, as `DestinationRule`; other kinds (of your raw manifests) are patched without types. */
export type KindName = KnownKind | (string & {});
/** Part of an object: objects are merged, lists replaced as a whole, `null` deletes. */
export type Merge<T> = T extends readonly unknown[] ? T : T extends object ? { readonly [K in keyof T]?: Merge<T[K]> | null } : T;
/** What may be done to an object of a kind. */
export type PatchOf<K extends KindName> = (K extends KnownKind ? Merge<Omit<Extract<Known, { readonly kind: K }>, 'apiVersion' | 'kind'>> : object) | JsonPatch | readonly JsonPatch[];
