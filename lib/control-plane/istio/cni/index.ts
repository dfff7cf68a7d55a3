import { sortedManifest } from '../../../manifests/customize';
import type { Manifest } from '../../../manifests/manifest';
import { criticalPodsQuota } from '../critical-pods-quota';
import { labelsOf } from '../labels';
import type { CniSettings } from '../settings/agents';
import { clusterRoles } from './cluster-roles';
import { configMap } from './config-map';
import { daemonSet } from './daemon-set';
import { NAME } from './labels';
import { networkAttachmentDefinition } from './network-attachment-definition';
import { networkPolicy } from './network-policy';
import { serviceAccount } from './service-account';

/** Everything that the CNI agent is made of, in an order that can be applied. */
export function cniObjects(settings: CniSettings): readonly Manifest[] {
  const { namespace, quotaPods } = settings;
  return [
    ...(quotaPods === undefined ? [] : [criticalPodsQuota({ labels: labelsOf(NAME), name: `${NAME}-resource-quota`, namespace }, quotaPods)]),
    serviceAccount(settings), ...clusterRoles(settings), configMap(settings),
    ...(settings.networkPolicy ? [networkPolicy(settings)] : []),
    ...(settings.provider === 'multus' ? [networkAttachmentDefinition()] : []),
    daemonSet(settings),
  ].map(sortedManifest);
}
