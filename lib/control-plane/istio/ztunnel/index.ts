import { sortedManifest } from '../../../manifests/customize';
import type { Manifest } from '../../../manifests/manifest';
import { criticalPodsQuota } from '../critical-pods-quota';
import { labelsOf } from '../labels';
import type { ZtunnelSettings } from '../settings/agents';
import { clusterRole } from './cluster-role';
import { daemonSet } from './daemon-set';
import { NAME } from './labels';
import { networkPolicy } from './network-policy';
import { serviceAccount } from './service-account';

/** Everything that ztunnel is made of, in an order that can be applied. */
export function ztunnelObjects(settings: ZtunnelSettings): readonly Manifest[] {
  const { labels, namespace, quotaPods } = settings;
  return [
    ...(quotaPods === undefined ? [] : [criticalPodsQuota({ labels: labelsOf(NAME, labels), name: NAME, namespace }, quotaPods)]),
    serviceAccount(settings), ...clusterRole(settings),
    ...(settings.networkPolicy ? [networkPolicy(settings)] : []),
    daemonSet(settings),
  ].map(sortedManifest);
}
