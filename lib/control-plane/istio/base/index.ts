import type { Manifest } from '../../../manifests/manifest';
import { criticalPodsQuota } from '../critical-pods-quota';
import { NAME, metaOf } from '../istiod/names';
import type { InstallSettings } from '../settings/install';
import { defaultValidator } from './default-validator';
import { namespace } from './namespace';
import { readerServiceAccount } from './reader';
import { stableApis } from './stable-apis';

export { istioCrds } from './crds';

/** More than there ever are: the quota is there to admit, not to limit. */
const PODS = 1000;

/** What a cluster has once, but the CRDs: what the chart `base` writes, and the namespace, in an order that can be applied. */
export function baseObjects(install: InstallSettings): readonly Manifest[] {
  const { createNamespace, defaultRevision, stableApisOnly } = install;
  return [
    ...(createNamespace ? [namespace(install)] : []),
    ...(install.criticalPodsQuota ? [criticalPodsQuota(metaOf(`${NAME}-critical-pods`, { namespace: install.namespace }), PODS, 'system-cluster-critical')] : []),
    ...(install.reader?.own ? [readerServiceAccount(install, install.reader)] : []),
    ...(defaultRevision ? [defaultValidator(install, defaultRevision)] : []),
    ...(defaultRevision && stableApisOnly ? stableApis(metaOf('stable-channel-default-policy.istio.io', { labels: { istio: NAME, 'istio.io/rev': defaultRevision.rev } }), metaOf('stable-channel-default-policy-binding.istio.io', {})) : []),
  ];
}
