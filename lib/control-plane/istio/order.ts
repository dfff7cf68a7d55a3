import type { Manifest } from '../../manifests/manifest';

/** Kinds in the order in which they can be applied; what is not named comes last. */
const STAGES: readonly (readonly string[])[] = [
  ['Namespace'],
  ['CustomResourceDefinition'],
  ['ResourceQuota', 'ServiceAccount', 'ClusterRole', 'ClusterRoleBinding', 'Role', 'RoleBinding', 'ConfigMap', 'Secret'],
  ['Service', 'EndpointSlice', 'NetworkPolicy', 'PodDisruptionBudget', 'HorizontalPodAutoscaler'],
  ['Deployment', 'DaemonSet'],
  ['MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration', 'ValidatingAdmissionPolicy', 'ValidatingAdmissionPolicyBinding'],
];
const RANK = new Map(STAGES.flatMap((kinds, stage) => kinds.map((kind): [string, number] => [kind, stage])));

/** Where an object stands when a control plane is applied: 0 namespaces, 1 CRDs, 2 what pods need, 3 what stands before them, 4 pods, 5 webhooks, 6 gateways and the rest. */
export const stageOf = (object: Pick<Manifest, 'kind'> & { readonly spec?: unknown }): number => (isInjected(object) ? STAGES.length : RANK.get(object.kind) ?? STAGES.length);

/** Pods whose image the injector fills in: made before its webhook is there, they would stay without one for good. */
function isInjected({ spec }: { readonly spec?: unknown }): boolean {
  const containers = (spec as { template?: { spec?: { containers?: readonly { image?: string }[] } } } | undefined)?.template?.spec?.containers;
  return containers?.some((c) => c.image === 'auto') ?? false;
}
