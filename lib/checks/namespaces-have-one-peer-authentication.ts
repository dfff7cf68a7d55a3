import { KIND } from '../effective';
import { finding, type Check } from './check';
import { selecting, wideTwice } from './parts/same-workload';

/** The older one holds. */
export const namespacesHaveOnePeerAuthentication: Check = {
  code: 'MESH2351',
  title: 'a namespace has one PeerAuthentication without selector',
  severity: 'error',
  equals: ['KIA0002'],
  docs: 'A PeerAuthentication without selector is for all pods of its namespace, in the root namespace for all of the mesh. Of two the older one holds.',
  *run({ world }) {
    for (const { one, other } of wideTwice(selecting(world, KIND.peerAuthentication))) {
      yield finding(one.object, undefined, `${one.namespace} has PeerAuthentication ${other.object.manifest.metadata.name} without selector too`, { help: 'keep one, or give one a selector', related: [{ ...other.object.place(), message: 'the other is' }] });
    }
  },
};
