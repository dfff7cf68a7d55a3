import { sorted } from '../../manifests/customize';
import type { ObjectMeta } from '../../manifests/manifest';
import type { HorizontalPodAutoscaler, HorizontalPodAutoscalerBehavior, MetricSpec } from '../../manifests/types';
import type { AutoscalingSettings } from './settings/revision';

/** Decides the number of pods of the Deployment that has the autoscaler's own name. */
export const autoscaler = (metadata: ObjectMeta, { behavior, cpu, maxReplicas, memory, minReplicas }: AutoscalingSettings): HorizontalPodAutoscaler => ({
  apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', metadata,
  spec: {
    ...(behavior && { behavior: sorted(behavior) as HorizontalPodAutoscalerBehavior }), maxReplicas,
    metrics: [used('cpu', cpu), ...(memory === undefined ? [] : [used('memory', memory)])], minReplicas,
    scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: metadata.name },
  },
});
const used = (name: string, averageUtilization: number): MetricSpec => ({ resource: { name, target: { averageUtilization, type: 'Utilization' } }, type: 'Resource' });
