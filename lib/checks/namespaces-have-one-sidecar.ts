import { KIND } from '../effective';
import { finding, type Check } from './check';
import { selecting, wideTwice } from './parts/same-workload';

/** One of them counts. */
export const namespacesHaveOneSidecar: Check = {
  code: 'MESH2650',
  title: 'a namespace has one Sidecar without selector',
  severity: 'error',
  equals: ['IST0111', 'KIA0002'],
  docs: 'A Sidecar without selector is for all pods of its namespace that no other selects. Of two the older one holds, and the other does nothing.',
  *run({ world }) {
    for (const { one, other } of wideTwice(selecting(world, KIND.sidecar))) {
      yield finding(one.object, undefined, `${one.namespace} has Sidecar ${other.object.manifest.metadata.name} without selector too`, { help: 'merge them, or give one a selector', related: [{ ...other.object.place(), message: 'the other is' }] });
    }
  },
};
