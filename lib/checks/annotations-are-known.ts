import { finding, type Check } from './check';
import { ANNOTATIONS, LABELS } from './generated/annotations';
import { istioAnnotations, istioLabels } from './parts/annotations';
import { nearestName } from './parts/known-hosts';

/** An annotation with a misspelt name does nothing, and nobody says so. */
export const annotationsAreKnown: Check = {
  code: 'MESH2702',
  title: 'annotations of Istio are ones that it knows',
  severity: 'warning',
  equals: ['IST0108'],
  docs: 'Kubernetes takes any annotation. One that is Istio\'s by its name but none that Istio reads is a slip: what it was to change stays as it was. Labels that are almost one of Istio\'s are told too.',
  *run({ world }) {
    for (const use of istioAnnotations(world)) {
      if (ANNOTATIONS[use.name] || IGNORED.has(use.name)) continue;
      const label = LABELS[use.name] !== undefined;
      const near = nearestName(use.name, Object.keys(ANNOTATIONS));
      yield finding(use.object, use.field, `Istio has no annotation '${use.name}'`, { help: label ? 'it is a label: write it there' : near === undefined ? 'remove it, or correct its name' : `did you mean '${near}'?` });
    }
    for (const use of istioLabels(world)) {
      if (LABELS[use.name] || ANNOTATIONS[use.name]) continue;
      const near = nearestName(use.name, Object.keys(LABELS));
      if (near !== undefined && Math.abs(near.length - use.name.length) < 2) yield finding(use.object, use.field, `Istio has no label '${use.name}'`, { help: `did you mean '${near}'?`, equals: [] });
    }
  },
};
/** Read by other parts of Istio than its list tells of. */
const IGNORED = new Set(['istio.io/dry-run']);
