import { KIND } from '../effective';
import { finding, type Check } from './check';
import { selecting, sharing } from './parts/same-workload';

/** A proxy goes by one Sidecar. */
export const sidecarsSelectWorkloadsOfTheirOwn: Check = {
  code: 'MESH2601',
  title: 'a workload is selected by one Sidecar',
  severity: 'error',
  equals: ['IST0110', 'KIA0003'],
  docs: 'Sidecars are not put together: of two that select the same pods the older one holds, and the other does nothing for them. Which is older is not seen in a manifest.',
  *run({ world }) {
    for (const { one, other, workload } of sharing(world, selecting(world, KIND.sidecar))) {
      yield finding(one.object, one.field, `${workload.name} is selected by Sidecar ${other.object.manifest.metadata.name} too`, { help: 'write one Sidecar for it', related: [{ ...other.object.place(other.field), message: 'the other is' }] });
    }
  },
};
