import { KIND, namespaceOf, type SourceObject } from '../effective';
import { finding, type Check } from './check';
import { fields, textMap } from './parts/fields';
import { labelsText } from './parts/selected';

/** Nobody can tell their machines apart. */
export const workloadGroupsDiffer: Check = {
  code: 'MESH2608',
  title: 'all WorkloadGroups of a namespace have different labels',
  severity: 'warning',
  equals: ['KIA1702'],
  docs: 'The labels of a WorkloadGroup become those of its machines. Where two have the same, what selects one selects the other.',
  *run({ world }) {
    const first = new Map<string, SourceObject>();
    for (const object of world.objects.of(KIND.workloadGroup)) {
      const labels = textMap(fields(fields(object.manifest.spec)?.metadata)?.labels), namespace = namespaceOf(object.manifest);
      if (Object.keys(labels).length === 0) continue;
      const key = `${namespace} ${JSON.stringify(Object.entries(labels).sort())}`, other = first.get(key);
      if (!other) first.set(key, object);
      else yield finding(object, 'spec.metadata.labels', `WorkloadGroup ${other.manifest.metadata.name} has the labels ${labelsText(labels)} too`, { help: 'give each a label of its own', related: [{ ...other.place('spec.metadata.labels'), message: 'the other is' }] });
    }
  },
};
