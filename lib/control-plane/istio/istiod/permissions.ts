import type { PolicyRule } from '../../../manifests/types';

export const READ = ['get', 'list', 'watch'] as const;
export const MANAGE = ['create', 'delete', 'get', 'list', 'patch', 'update', 'watch'] as const;

/** One rule, in printed order. */
export const allow = (verbs: readonly string[], apiGroups: string | readonly string[], resources: readonly string[], resourceNames?: readonly string[]): PolicyRule =>
  ({ apiGroups: [apiGroups].flat(), ...(resourceNames && { resourceNames }), resources, verbs });

/** Every API group that Istio has had: an older istiod beside this one still reads those of its time. */
export const ISTIO_GROUPS = ['authentication.istio.io', 'config.istio.io', 'extensions.istio.io', 'networking.istio.io', 'rbac.istio.io', 'security.istio.io', 'telemetry.istio.io'] as const;

/** Group of the objects that services of several clusters are exported with. */
export const multiClusterGroup = (env: Readonly<Record<string, string>>): string => env.MCS_API_GROUP || 'multicluster.x-k8s.io';

/** Written at run time: the CA bundle of both, and that validation may fail closed. */
export const ownWebhooks = (): readonly PolicyRule[] => [
  allow([...READ, 'patch', 'update'], 'admissionregistration.k8s.io', ['mutatingwebhookconfigurations']),
  allow([...READ, 'update'], 'admissionregistration.k8s.io', ['validatingwebhookconfigurations']),
];
