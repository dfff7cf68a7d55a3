import { between, COUNT, each, form, oneFieldAtMost, oneOf, OPTIONAL, SOME, TEXT, type CheckFacts } from '../fact';

/** What runs pods, and what scales and guards it. */
export const WORKLOADS: CheckFacts = {
  'RollingUpdateDeployment.maxSurge': form('count-or-percent'),
  ...each(['RollingUpdateDeployment.maxUnavailable', 'PodDisruptionBudgetSpec.minAvailable', 'PodDisruptionBudgetSpec.maxUnavailable'], form('count-or-share')),
  'RollingUpdateStatefulSetStrategy.partition': COUNT,
  ...each(['DaemonSetSpec.revisionHistoryLimit', 'StatefulSetSpec.minReadySeconds', 'StatefulSetOrdinals.start'], COUNT),
  'StatefulSetSpec.serviceName': form('dns-label-or-empty'),
  ...each(['StatefulSetPersistentVolumeClaimRetentionPolicy.whenDeleted', 'StatefulSetPersistentVolumeClaimRetentionPolicy.whenScaled'], oneOf('', 'Retain', 'Delete')),
  ...each(['Deployment', 'DaemonSet', 'StatefulSet', 'Job', 'CronJob', 'Pod'], { required: ['spec'] }),
  ...each(['JobSpec.backoffLimitPerIndex', 'JobSpec.maxFailedIndexes', 'CronJobSpec.startingDeadlineSeconds', 'SuccessPolicyRule.succeededCount'], COUNT),
  'JobSpec.managedBy': form('domain-path'),
  'SuccessPolicy.rules': { minItems: 1, maxItems: 20 },
  'SuccessPolicyRule': { 'x-at-least-one': [['succeededCount', 'succeededIndexes']] },
  'PodFailurePolicy': OPTIONAL,
  'PodFailurePolicy.rules': { maxItems: 20 },
  'PodFailurePolicyRule.action': oneOf('FailJob', 'FailIndex', 'Ignore', 'Count'),
  'PodFailurePolicyOnExitCodesRequirement.operator': oneOf('In', 'NotIn'),
  'PodFailurePolicyOnExitCodesRequirement.values': { minItems: 1, maxItems: 255 },
  'PodFailurePolicyOnPodConditionsPattern.status': { type: 'string', enum: ['', 'True', 'False', 'Unknown'], 'x-kubernetes-preserve-unknown-fields': undefined },
  'PodFailurePolicyOnPodConditionsPattern.type': form('label-key'),
  'CronJobSpec.schedule': form('schedule'),
  // Budgets and autoscalers
  'PodDisruptionBudgetSpec': oneFieldAtMost('minAvailable', 'maxUnavailable'),
  'HPAScalingRules.policies': SOME,
  'HPAScalingRules.stabilizationWindowSeconds': between(0, 3600),
  'HPAScalingRules.tolerance': form('not-negative'),
  'HPAScalingPolicy.periodSeconds': between(1, 1800),
  'HPAScalingPolicy.value': { minimum: 1 },
  'MetricTarget.averageUtilization': { minimum: 1 },
  ...each(['MetricTarget.averageValue', 'MetricTarget.value'], form('positive')),
  ...each(['MetricIdentifier.name', 'CrossVersionObjectReference.kind', 'CrossVersionObjectReference.name'], form('path-segment')),
  'ContainerResourceMetricSource.container': form('dns-label'),
  'ContainerResourceMetricSource.name': form('container-resource'),
  'ResourceMetricSource.name': TEXT,
  // What a metric is selected by is for those to judge who serve it.
  'MetricIdentifier.selector': { $ref: 'MetricSelector' },
};
