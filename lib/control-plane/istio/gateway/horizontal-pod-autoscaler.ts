import type { HorizontalPodAutoscaler } from '../../../manifests/types';
import { autoscaler } from '../autoscaler';
import type { GatewaySettings } from '../settings/gateway';
import { metaOf } from './labels';

/** `undefined`: the number of its pods is fixed. */
export const horizontalPodAutoscaler = (settings: GatewaySettings): HorizontalPodAutoscaler | undefined =>
  settings.autoscaling && autoscaler(metaOf(settings, { annotations: settings.annotations }), settings.autoscaling);
