import { finding, type Check } from './check';
import { ANNOTATIONS } from './generated/annotations';
import { istioAnnotations, type MarkUse } from './parts/annotations';

/** On another kind nobody reads it. */
export const annotationsStandWhereTheyCount: Check = {
  code: 'MESH2750',
  title: 'annotations of Istio stand on the kind that they are read of',
  severity: 'warning',
  equals: ['IST0107'],
  docs: 'Istio reads an annotation of certain kinds only. What is for pods belongs to the *template* of a Deployment (`spec.template.metadata`): on the Deployment itself it has no effect.',
  *run({ world }) {
    for (const use of istioAnnotations(world)) {
      const known = ANNOTATIONS[use.name];
      if (!known || known.on.includes('Any') || known.on.includes(use.kind) || AUTOMATIC.has(use.name)) continue;
      yield finding(use.object, use.field, `'${use.name}' is not read of a ${use.kind}, but of ${known.on.join(', ')}`, { help: known.on.includes('Pod') && hasPods(use) ? 'move it to spec.template.metadata.annotations' : `put it on a ${known.on[0]}` });
    }
  },
};
const hasPods = (use: MarkUse): boolean => !['Namespace', 'Service', 'Pod'].includes(use.kind);
/** Written by Istio itself. */
export const AUTOMATIC: ReadonlySet<string> = new Set(['sidecar.istio.io/status', 'gateway.istio.io/controller-version', 'istio.io/rev']);
