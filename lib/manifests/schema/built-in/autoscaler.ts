import type { HorizontalPodAutoscalerSpec, MetricSpec } from '../../types';
import { type Fault, fault, firstOf } from './fault';

export function autoscaler({ minReplicas, maxReplicas, metrics, scaleTargetRef }: HorizontalPodAutoscalerSpec): Fault | undefined {
  if (minReplicas != null && minReplicas > maxReplicas) return fault('maxReplicas', `at most ${maxReplicas} pods and at least ${minReplicas}`, 'let maxReplicas be at least minReplicas');
  // None at all is for clusters that have that switched on, and for those who see work come while nobody runs.
  if (minReplicas === 0 && !metrics?.some(({ type }) => type === 'Object' || type === 'External')) return fault('minReplicas', 'where no pod runs, nothing is measured that would start one', 'use 1 at least, or a metric of type Object or External');
  const { apiVersion, kind } = scaleTargetRef;
  if (!/^[^/]+\/[^/]*$/.test(apiVersion ?? '') && !(apiVersion === 'v1' && kind === 'ReplicationController')) return fault('scaleTargetRef.apiVersion', `${JSON.stringify(apiVersion ?? '')} names no group`, 'write it as apps/v1');
  return firstOf('metrics', metrics, metric);
}

const FIELD = { Resource: 'resource', ContainerResource: 'containerResource', Pods: 'pods', Object: 'object', External: 'external' } as const;
const FIELDS = Object.values(FIELD);
type Target = NonNullable<MetricSpec['resource']>['target'];

/** The field that its type names, and no other. */
function metric(spec: MetricSpec): Fault | undefined {
  const own = FIELD[spec.type as keyof typeof FIELD];
  const source = spec[own] as { readonly target: Target } | undefined;
  if (source == null) return fault(own, `a metric of type ${spec.type} needs ${own}`, `set ${own}`);
  const other = FIELDS.find((field) => field !== own && spec[field] != null);
  if (other !== undefined) return fault(other, `a metric of type ${spec.type} has no ${other}`, `remove it: each metric is an entry of its own`);
  const described = spec.object?.describedObject.apiVersion;
  if (described != null && described.split('/').length > 2) return fault('object.describedObject.apiVersion', `${JSON.stringify(described)} is not a version of a group`, 'write it as apps/v1');
  const wrong = targetOf(own, source.target);
  return wrong === undefined ? undefined : fault(`${own}.target`, wrong, 'set what its type names');
}

function targetOf(field: string, { averageUtilization, averageValue, value }: Target): string | undefined {
  const given = { averageUtilization: averageUtilization != null, averageValue: averageValue != null, value: value != null };
  switch (field) {
    case 'resource': case 'containerResource':
      return given.averageUtilization === given.averageValue ? 'a resource has a target of averageUtilization or averageValue, one of the two' : undefined;
    case 'pods': return given.averageValue ? undefined : 'a metric of pods has a target of averageValue';
    case 'object': return given.value || given.averageValue ? undefined : 'a metric of an object has a target of value or averageValue';
    default: return given.value === given.averageValue ? 'a metric from outside has a target of value or averageValue, one of the two' : undefined;
  }
}
