import { COUNT, oneOf, PORT } from './fact';
import { CLUSTER_FACTS, CLUSTER_STRICT_LISTS } from './kubernetes-cluster-facts';
import type { Schema, SchemaFile } from './schema-file';

/*
 * Kubernetes checks its own kinds in code, so its published schemas carry neither values nor limits. These are the plain ones,
 * by definition and field; `[]` is for the items, a definition alone for what it says of several fields.
 */

/** Where the empty string is replaced by a default. */
const orDefault = (...values: string[]): Schema => oneOf('', ...values);
const DNS_LABEL: Schema = { pattern: '^[a-z0-9]([-a-z0-9]*[a-z0-9])?$', maxLength: 63 };
const PROTOCOL = orDefault('TCP', 'UDP', 'SCTP');
const PROFILE = oneOf('Localhost', 'RuntimeDefault', 'Unconfined');

const FACTS: Readonly<Record<string, Schema>> = {
  'Container.imagePullPolicy': orDefault('Always', 'IfNotPresent', 'Never'),
  'Container.name': DNS_LABEL,
  'Container.restartPolicy': oneOf('Always', 'OnFailure', 'Never'),
  'Container.terminationMessagePolicy': orDefault('File', 'FallbackToLogsOnError'),
  'ContainerPort.containerPort': PORT,
  'ContainerPort.hostPort': { minimum: 0, maximum: 65535 },
  'ContainerPort.name': { pattern: '^[a-z0-9]([a-z0-9]|-(?=[a-z0-9]))*$', maxLength: 15 },
  'ContainerPort.protocol': PROTOCOL,
  'CronJobSpec.concurrencyPolicy': orDefault('Allow', 'Forbid', 'Replace'),
  'CronJobSpec.failedJobsHistoryLimit': COUNT,
  'CronJobSpec.successfulJobsHistoryLimit': COUNT,
  'DaemonSetSpec.minReadySeconds': COUNT,
  'DaemonSetUpdateStrategy.type': orDefault('RollingUpdate', 'OnDelete'),
  'DeploymentSpec.minReadySeconds': COUNT,
  'DeploymentSpec.progressDeadlineSeconds': COUNT,
  'DeploymentSpec.replicas': COUNT,
  'DeploymentSpec.revisionHistoryLimit': COUNT,
  'DeploymentStrategy.type': orDefault('RollingUpdate', 'Recreate'),
  'AppArmorProfile.type': PROFILE,
  'HPAScalingPolicy.type': oneOf('Pods', 'Percent'),
  'HPAScalingRules.selectPolicy': oneOf('Max', 'Min', 'Disabled'),
  'HTTPGetAction.scheme': orDefault('HTTP', 'HTTPS'),
  'HorizontalPodAutoscalerSpec.maxReplicas': { minimum: 1 },
  'HorizontalPodAutoscalerSpec.minReplicas': COUNT,
  'JobSpec.activeDeadlineSeconds': COUNT,
  'JobSpec.backoffLimit': COUNT,
  'JobSpec.completionMode': oneOf('NonIndexed', 'Indexed'),
  'JobSpec.completions': COUNT,
  'JobSpec.parallelism': COUNT,
  'JobSpec.podReplacementPolicy': oneOf('TerminatingOrFailed', 'Failed'),
  'JobSpec.ttlSecondsAfterFinished': COUNT,
  'LabelSelectorRequirement.operator': oneOf('In', 'NotIn', 'Exists', 'DoesNotExist'),
  'MetricSpec.type': oneOf('ContainerResource', 'External', 'Object', 'Pods', 'Resource'),
  'MetricTarget.type': oneOf('Utilization', 'Value', 'AverageValue'),
  'NetworkPolicyPort.protocol': oneOf('TCP', 'UDP', 'SCTP'),
  'NetworkPolicySpec.policyTypes[]': oneOf('Ingress', 'Egress'),
  'NodeSelectorRequirement.operator': oneOf('In', 'NotIn', 'Exists', 'DoesNotExist', 'Gt', 'Lt'),
  'PersistentVolumeClaimSpec.accessModes[]': oneOf('ReadWriteOnce', 'ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOncePod'),
  'PersistentVolumeClaimSpec.volumeMode': oneOf('Block', 'Filesystem'),
  'PodDisruptionBudgetSpec.unhealthyPodEvictionPolicy': oneOf('IfHealthyBudget', 'AlwaysAllow'),
  'PodSpec.containers': { minItems: 1 },
  'PodSpec.dnsPolicy': orDefault('ClusterFirst', 'ClusterFirstWithHostNet', 'Default', 'None'),
  'PodSpec.preemptionPolicy': oneOf('PreemptLowerPriority', 'Never'),
  'PodSpec.restartPolicy': orDefault('Always', 'OnFailure', 'Never'),
  'Probe.failureThreshold': COUNT,
  'Probe.initialDelaySeconds': COUNT,
  'Probe.periodSeconds': COUNT,
  'Probe.successThreshold': COUNT,
  'Probe.timeoutSeconds': COUNT,
  'RoleRef.kind': oneOf('Role', 'ClusterRole'),
  'SeccompProfile.type': PROFILE,
  'SecurityContext.procMount': oneOf('Default', 'Unmasked'),
  'ServicePort.name': { pattern: '^([a-z0-9]([-a-z0-9]*[a-z0-9])?)?$', maxLength: 63 },
  'ServicePort.nodePort': { minimum: 0, maximum: 65535 },
  'ServicePort.port': PORT,
  'ServicePort.protocol': PROTOCOL,
  'ServiceSpec.externalTrafficPolicy': orDefault('Cluster', 'Local'),
  'ServiceSpec.internalTrafficPolicy': oneOf('Cluster', 'Local'),
  'ServiceSpec.ipFamilies[]': oneOf('IPv4', 'IPv6'),
  'ServiceSpec.ipFamilyPolicy': oneOf('SingleStack', 'PreferDualStack', 'RequireDualStack'),
  'ServiceSpec.sessionAffinity': orDefault('None', 'ClientIP'),
  'ServiceSpec.type': orDefault('ClusterIP', 'NodePort', 'LoadBalancer', 'ExternalName'),
  'StatefulSetPersistentVolumeClaimRetentionPolicy.whenDeleted': oneOf('Retain', 'Delete'),
  'StatefulSetPersistentVolumeClaimRetentionPolicy.whenScaled': oneOf('Retain', 'Delete'),
  'StatefulSetSpec.podManagementPolicy': orDefault('OrderedReady', 'Parallel'),
  'StatefulSetSpec.replicas': COUNT,
  'StatefulSetUpdateStrategy.type': orDefault('RollingUpdate', 'OnDelete'),
  'Subject.kind': oneOf('User', 'Group', 'ServiceAccount'),
  'Toleration.effect': orDefault('NoSchedule', 'PreferNoSchedule', 'NoExecute'),
  'Toleration.operator': orDefault('Exists', 'Equal', 'Lt', 'Gt'),
  'TopologySpreadConstraint.whenUnsatisfiable': oneOf('DoNotSchedule', 'ScheduleAnyway'),
};

/** Lists whose duplicates are always refused; the others with keys accept them, except from a server-side apply. */
export const STRICT_LISTS: ReadonlySet<string> = new Set([
  'Container.volumeDevices', 'Container.volumeMounts', 'PodSpec.containers', 'PodSpec.initContainers', 'PodSpec.ephemeralContainers',
  'PodSpec.topologySpreadConstraints', 'PodSpec.volumes', 'ServiceSpec.ports', ...CLUSTER_STRICT_LISTS,
]);

/** The same schemas and these facts, which stand over what was there. */
export function withFacts(file: SchemaFile, facts: Readonly<Record<string, Schema>> = { ...FACTS, ...CLUSTER_FACTS }): SchemaFile {
  const definitions: Record<string, Schema> = { ...file.definitions };
  for (const [at, fact] of Object.entries(facts)) {
    const [definition, field] = at.replace(/\[\]|\{\}/, '').split('.') as [string, string?];
    const found = definitions[definition];
    if (found && field === undefined) { definitions[definition] = { ...found, ...fact }; continue; }
    const property = found?.properties?.[field!];
    if (!found || !property) throw new Error(`facts about Kubernetes: nothing is at ${at}`);
    const changed: Schema = at.endsWith('[]') ? { ...property, items: { ...property.items, ...fact } }
      : at.endsWith('{}') ? { ...property, additionalProperties: { ...property.additionalProperties as Schema, ...fact } } : { ...property, ...fact };
    definitions[definition] = { ...found, properties: { ...found.properties, [field!]: changed } };
  }
  return { ...file, definitions };
}
