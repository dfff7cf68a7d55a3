import { finding, type Check } from './check';
import { clashes, entryPorts } from './parts/entry-ports';

/** What a proxy does with the port is by the one that it meets first. */
export const serviceEntriesAgreeOnProtocols: Check = {
  code: 'MESH2456',
  title: 'all ServiceEntries of one host agree on the protocol of a port',
  severity: 'warning',
  equals: ['IST0177', 'KIA1212'],
  docs: 'Two ServiceEntries that somebody sees both have the same host and port, with different protocols. Requests are read as HTTP, or passed on as bytes, by which of them a proxy meets first.',
  *run({ world }) {
    for (const list of entryPorts(world).values()) for (const [one, other] of clashes(list, true)) {
      yield finding(one.object, `${one.at}.protocol`, `${one.host}:${one.number} is ${one.protocol || 'without protocol'} here and ${other.protocol || 'without protocol'} in ${other.object.manifest.metadata.name} of ${other.object.manifest.metadata.namespace ?? 'default'}`, { help: 'declare the same protocol in both', related: [{ ...other.object.place(`${other.at}.protocol`), message: 'the other is' }] });
    }
  },
};
