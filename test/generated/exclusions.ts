import type { Feature } from '../../lib/model/features';

/** Features of which one mesh can have one at most. In an app of several meshes they meet. */
const ONE_OF: readonly { readonly features: readonly Feature[]; readonly why: string }[] = [
  { features: ['access.audit', 'access.open'], why: 'a mesh has one access mode' },
  { features: ['visibility.namespace', 'visibility.all'], why: 'a mesh has one visibility' },
];

/** Why no mesh can have both. */
export const exclusionOf = (a: Feature, b: Feature): string | undefined => ONE_OF.find(({ features }) => features.includes(a) && features.includes(b))?.why;
