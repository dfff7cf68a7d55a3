import { sortedManifest } from '../../../manifests/customize';
import type { Manifest } from '../../../manifests/manifest';
import type { GatewaySettings } from '../settings/gateway';
import { exposed } from './exposed';
import { horizontalPodAutoscaler } from './horizontal-pod-autoscaler';
import { namespace } from './namespace';
import { networkPolicy } from './network-policy';
import { podDisruptionBudget } from './pod-disruption-budget';
import { rbac } from './rbac';
import { service } from './service';
import { workload } from './workload';

/** Everything that a gateway is made of, in an order that can be applied. */
export function gatewayObjects(settings: GatewaySettings): readonly Manifest[] {
  const all = [namespace(settings), ...rbac(settings), service(settings), networkPolicy(settings), podDisruptionBudget(settings), horizontalPodAutoscaler(settings), workload(settings), ...exposed(settings)];
  return all.filter((one) => one !== undefined).map((one) => sortedManifest(one as Manifest));
}
