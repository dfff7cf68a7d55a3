import { finding, type Check } from './check';
import { clashes, entryPorts } from './parts/entry-ports';

/** Which of them counts depends on their age, or on the namespace of who asks. */
export const serviceEntriesHaveHostsOfTheirOwn: Check = {
  code: 'MESH2455',
  title: 'a host and port stand in one ServiceEntry',
  severity: 'warning',
  equals: ['KIA1211'],
  docs: 'Two ServiceEntries that somebody sees both have the same host and port. Of different namespaces, one counts and the other does not; of one namespace, their endpoints are put together. Write one, or export each to those who need it.',
  *run({ world }) {
    for (const list of entryPorts(world).values()) for (const [one, other] of clashes(list, false)) {
      yield finding(one.object, one.hostAt, `${one.host}:${one.number} stands in ${other.object.manifest.metadata.name} of ${other.object.manifest.metadata.namespace ?? 'default'} too`, { help: 'keep one of them', related: [{ ...other.object.place(other.hostAt), message: 'the other is' }] });
    }
  },
};
