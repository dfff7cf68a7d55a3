import { KIND } from '../effective';
import { finding, type Check } from './check';
import { selecting, sharing } from './parts/same-workload';

/** Which of them holds is not said. */
export const telemetrySelectsWorkloadsOfItsOwn: Check = {
  code: 'MESH2651',
  title: 'a workload is selected by one Telemetry',
  severity: 'error',
  equals: ['IST0159'],
  docs: 'Of two Telemetries of a namespace that select the same pods one holds. Put what they say into one, or let their selectors exclude each other.',
  *run({ world }) {
    for (const { one, other, workload } of sharing(world, selecting(world, KIND.telemetry))) {
      yield finding(one.object, one.field, `${workload.name} is selected by Telemetry ${other.object.manifest.metadata.name} too`, { help: 'write one Telemetry for it', related: [{ ...other.object.place(other.field), message: 'the other is' }] });
    }
  },
};
