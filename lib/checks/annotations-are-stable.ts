import { AUTOMATIC } from './annotations-stand-where-they-count';
import { finding, type Check } from './check';
import { ANNOTATIONS } from './generated/annotations';
import { istioAnnotations } from './parts/annotations';

/** An opinion: most of what one needs is alpha. */
export const annotationsAreStable: Check = {
  code: 'MESH2753',
  title: 'no annotation is of a feature that may change or go',
  severity: 'info',
  profile: 'strict',
  equals: ['IST0136'],
  docs: 'Alpha features may change or vanish with any version of Istio. Most annotations are alpha, so this is asked of those who want it only.',
  *run({ world }) {
    for (const use of istioAnnotations(world)) {
      if (ANNOTATIONS[use.name]?.status !== 'Alpha' || AUTOMATIC.has(use.name)) continue;
      yield finding(use.object, use.field, `'${use.name}' is an alpha feature`, { help: 'accept it with a reason, or do without it' });
    }
  },
};
