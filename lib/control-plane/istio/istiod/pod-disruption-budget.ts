import type { PodDisruptionBudget } from '../../../manifests/types';
import type { DisruptionBudget } from '../props/common';
import type { RevisionSettings } from '../settings/revision';
import { NAME, istiodName, metaOf } from './names';

export const podDisruptionBudget = (s: RevisionSettings, budget: DisruptionBudget): PodDisruptionBudget => ({
  apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata: metaOf(istiodName(s), { namespace: s.namespace, labels: { app: NAME, istio: 'pilot', 'istio.io/rev': s.rev } }),
  spec: {
    ...(budget.maxUnavailable !== undefined && { maxUnavailable: budget.maxUnavailable }),
    ...(budget.minAvailable !== undefined && { minAvailable: budget.minAvailable }),
    selector: { matchLabels: s.revision === undefined ? { app: NAME, istio: 'pilot' } : { app: NAME, 'istio.io/rev': s.revision } },
    ...(budget.unhealthyPodEvictionPolicy !== undefined && { unhealthyPodEvictionPolicy: budget.unhealthyPodEvictionPolicy }),
  },
});
