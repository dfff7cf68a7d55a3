import type { HorizontalPodAutoscaler, MetricSpec } from '../../../manifests/types';
import type { GatewaySettings } from '../settings/gateway';
import { metaOf } from './labels';

const use = (name: string, averageUtilization: number): MetricSpec => ({ resource: { name, target: { averageUtilization, type: 'Utilization' } }, type: 'Resource' });

/** `undefined`: the number of its pods is fixed. */
export function horizontalPodAutoscaler(settings: GatewaySettings): HorizontalPodAutoscaler | undefined {
  if (settings.autoscaling === undefined) return undefined;
  const { behavior, cpu, maxReplicas, memory, minReplicas } = settings.autoscaling;
  return {
    apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', metadata: metaOf(settings, { annotations: settings.annotations }),
    spec: {
      behavior, maxReplicas, metrics: [use('cpu', cpu), ...(memory === undefined ? [] : [use('memory', memory)])], minReplicas,
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: settings.name },
    },
  };
}
