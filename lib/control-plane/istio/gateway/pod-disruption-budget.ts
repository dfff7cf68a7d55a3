import type { PodDisruptionBudget } from '../../../manifests/types';
import type { GatewaySettings } from '../settings/gateway';
import { metaOf } from './labels';

/** `undefined`: drains ask nobody. */
export const podDisruptionBudget = (settings: GatewaySettings): PodDisruptionBudget | undefined => settings.disruptionBudget && {
  apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata: metaOf(settings), spec: { ...settings.disruptionBudget, selector: { matchLabels: settings.selector } },
};
