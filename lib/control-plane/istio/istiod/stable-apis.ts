import type { Manifest } from '../../../manifests/manifest';
import { stableApis } from '../base/stable-apis';
import type { RevisionSettings } from '../settings/revision';
import { metaOf } from './names';

/** Refuses what is not stable among the objects that name this revision. */
export const revisionStableApis = ({ rev, suffix, namespace }: RevisionSettings): readonly Manifest[] => {
  const name = (kind: string): string => `stable-channel-policy${kind}${suffix}-${namespace}.istio.io`;
  return stableApis(metaOf(name(''), {}), metaOf(name('-binding'), {}), { matchExpressions: [{ key: 'istio.io/rev', operator: 'In', values: [rev] }] });
};
