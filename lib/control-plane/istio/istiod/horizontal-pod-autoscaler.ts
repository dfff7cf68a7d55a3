import type { HorizontalPodAutoscaler } from '../../../manifests/types';
import { autoscaler } from '../autoscaler';
import type { AutoscalingSettings, RevisionSettings } from '../settings/revision';
import { NAME, istiodName, metaOf } from './names';

export const horizontalPodAutoscaler = (s: RevisionSettings, scaling: AutoscalingSettings): HorizontalPodAutoscaler =>
  autoscaler(metaOf(istiodName(s), { namespace: s.namespace, labels: { app: NAME, 'istio.io/rev': s.rev } }), scaling);
