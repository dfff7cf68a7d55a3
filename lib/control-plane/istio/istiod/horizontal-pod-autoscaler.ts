import { sorted } from '../../../manifests/customize';
import type { HorizontalPodAutoscaler, HorizontalPodAutoscalerBehavior, MetricSpec } from '../../../manifests/types';
import type { AutoscalingSettings, RevisionSettings } from '../settings/revision';
import { NAME, istiodName, metaOf } from './names';

export function horizontalPodAutoscaler(s: RevisionSettings, scaling: AutoscalingSettings): HorizontalPodAutoscaler {
  const name = istiodName(s);
  return {
    apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', metadata: metaOf(name, { namespace: s.namespace, labels: { app: NAME, 'istio.io/rev': s.rev } }),
    spec: {
      ...(scaling.behavior && { behavior: sorted(scaling.behavior) as HorizontalPodAutoscalerBehavior }),
      maxReplicas: scaling.maxReplicas,
      metrics: [used('cpu', scaling.cpu), ...(scaling.memory === undefined ? [] : [used('memory', scaling.memory)])],
      minReplicas: scaling.minReplicas,
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name },
    },
  };
}
const used = (name: string, averageUtilization: number): MetricSpec => ({ resource: { name, target: { averageUtilization, type: 'Utilization' } }, type: 'Resource' });
