import { KIND } from '../effective';
import { finding, type Check } from './check';
import { selecting, wideTwice } from './parts/same-workload';

/** One of them counts. */
export const namespacesHaveOneTelemetry: Check = {
  code: 'MESH2652',
  title: 'a namespace has one Telemetry without selector',
  severity: 'error',
  equals: ['IST0160'],
  docs: 'A Telemetry without selector is for all pods of its namespace, in the root namespace for all of the mesh. Of two one holds.',
  *run({ world }) {
    for (const { one, other } of wideTwice(selecting(world, KIND.telemetry))) {
      yield finding(one.object, undefined, `${one.namespace} has Telemetry ${other.object.manifest.metadata.name} without selector too`, { help: 'merge them, or give one a selector', related: [{ ...other.object.place(), message: 'the other is' }] });
    }
  },
};
