import { finding, type Check } from './check';
import { ANNOTATIONS } from './generated/annotations';
import { problemOfAnnotation } from './parts/annotation-values';
import { istioAnnotations } from './parts/annotations';

/** Injection refuses the pod. */
export const annotationValuesAreValid: Check = {
  code: 'MESH2751',
  title: 'annotations of Istio have values that it takes',
  severity: 'warning',
  equals: ['IST0125'],
  docs: 'Lists of ports and of address ranges, numbers, amounts and switches are read when a pod is injected. A value that cannot be read makes injection fail, and with it the creation of the pod.',
  *run({ world }) {
    for (const use of istioAnnotations(world)) {
      if (!ANNOTATIONS[use.name]?.on.includes(use.kind)) continue;
      const problem = problemOfAnnotation(use.name, use.value);
      if (problem !== undefined) yield finding(use.object, use.field, `'${use.value}' is no value for ${use.name}: ${problem}`, { help: 'correct it: pods with it are not created' });
    }
  },
};
