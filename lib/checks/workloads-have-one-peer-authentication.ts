import { KIND } from '../effective';
import { finding, type Check } from './check';
import { selecting, sharing } from './parts/same-workload';

/** The older one holds. */
export const workloadsHaveOnePeerAuthentication: Check = {
  code: 'MESH2306',
  title: 'a workload is selected by one PeerAuthentication',
  severity: 'error',
  equals: ['KIA0003'],
  docs: 'PeerAuthentications are not put together: of two that select the same pods the older one holds, ports included. Which is older is not seen in a manifest. (RequestAuthentications and AuthorizationPolicies add up.)',
  *run({ world }) {
    for (const { one, other, workload } of sharing(world, selecting(world, KIND.peerAuthentication))) {
      yield finding(one.object, one.field, `${workload.name} is selected by PeerAuthentication ${other.object.manifest.metadata.name} too`, { help: 'write one PeerAuthentication for it', related: [{ ...other.object.place(other.field), message: 'the other is' }] });
    }
  },
};
