import type { Manifest } from '../../../manifests/manifest';
import { metaOf } from '../istiod/names';
import type { InstallSettings } from '../settings/install';
import { criticalPods } from './critical-pods';
import { defaultValidator } from './default-validator';
import { namespace } from './namespace';
import { readerServiceAccount } from './reader';
import { stableApis } from './stable-apis';

export { istioCrds } from './crds';

/** What a cluster has once, but the CRDs: what the chart `base` writes, and the namespace, in an order that can be applied. */
export function baseObjects(install: InstallSettings): readonly Manifest[] {
  const { createNamespace, defaultRevision, stableApisOnly, criticalPodsQuota } = install;
  return [
    ...(createNamespace ? [namespace(install)] : []),
    ...(criticalPodsQuota ? [criticalPods(install)] : []),
    readerServiceAccount(install),
    ...(defaultRevision ? [defaultValidator(install, defaultRevision)] : []),
    ...(defaultRevision && stableApisOnly ? stableApis(metaOf('stable-channel-default-policy.istio.io', { labels: { istio: 'istiod', 'istio.io/rev': defaultRevision.rev } }), metaOf('stable-channel-default-policy-binding.istio.io', {})) : []),
  ];
}
