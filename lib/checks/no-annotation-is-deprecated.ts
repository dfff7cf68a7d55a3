import { AUTOMATIC } from './annotations-stand-where-they-count';
import { finding, type Check } from './check';
import { ANNOTATIONS } from './generated/annotations';
import { istioAnnotations } from './parts/annotations';

const INJECT = 'sidecar.istio.io/inject';

/** It works today. */
export const noAnnotationIsDeprecated: Check = {
  code: 'MESH2752',
  title: 'no annotation is one that Istio is about to drop',
  severity: 'info',
  equals: ['IST0135'],
  docs: 'A deprecated annotation still works, and goes away in some later version. `sidecar.istio.io/inject` has become a label of pods, because the API server can choose pods by labels only.',
  *run({ world }) {
    for (const use of istioAnnotations(world)) {
      // Both: the annotation is there for old versions.
      if (!ANNOTATIONS[use.name]?.deprecated || AUTOMATIC.has(use.name) || (use.name === INJECT && use.labels[INJECT] !== undefined)) continue;
      yield finding(use.object, use.field, `'${use.name}' is deprecated`, { help: use.name === INJECT ? `make it a label of the pods: ${INJECT}` : 'look for what replaces it' });
    }
  },
};
