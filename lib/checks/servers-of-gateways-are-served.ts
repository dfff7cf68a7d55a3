import type { IgnoredServer } from '../effective';
import { findingAt, placeOf, type Check } from './check';

const WHY: Readonly<Record<IgnoredServer['why'], string>> = {
  'duplicate-host': 'its host is served with TLS by another server of that port', 'port-taken': 'the port has another protocol already', 'same-port-name': 'another HTTPS server has the same port name',
};

/** It is taken by the API server, and then left out. */
export const serversOfGatewaysAreServed: Check = {
  code: 'MESH2550',
  title: 'no server of a Gateway is dropped, no listener refused',
  severity: 'error',
  docs: 'The servers of all Gateways that select the same pods are put together port by port, the oldest Gateway first. A server that contradicts what is there is dropped: a port has one kind of protocol, a TLS name one server. Where two servers of a port take the same name by SNI, the proxy refuses the port as a whole.',
  *run({ mesh, world }) {
    const told = new Set<string>();
    for (const w of world.workloads) {
      if (w.proxy !== 'gateway') continue;
      const { ignored, listeners } = mesh.gateway(w);
      for (const one of ignored) {
        const at = placeOf(one.server), key = `${at.object?.namespace}/${at.object?.name} ${one.server.field} ${one.host ?? ''}`;
        const because = placeOf(one.because);
        // Two Gateways with one host are told by another check.
        if (told.has(key) || (one.why === 'duplicate-host' && (because.object?.name !== at.object?.name || because.object?.namespace !== at.object?.namespace))) continue;
        told.add(key);
        yield findingAt(one.server, `this server${one.host === undefined ? '' : ` for ${one.host}`} is dropped: ${WHY[one.why]}`, {
          help: one.why === 'port-taken' ? 'use another port, or the same protocol' : one.why === 'same-port-name' ? 'give each port a name of its own' : 'keep the host in one server', related: [{ ...because, message: 'it has it' }],
        });
      }
      for (const listener of listeners) if (listener.refused) {
        const [first, second] = listener.refused.servers, key = `refused ${w.id} ${listener.port}`;
        if (!told.has(key)) yield findingAt(second ?? first, `two servers of port ${listener.port} of ${w.name} take ${listener.refused.name === '*' ? 'any name' : listener.refused.name} by SNI: the proxy refuses the port as a whole`, { help: 'keep the name in one of them', related: [{ ...placeOf(first), message: 'the other is' }] });
        told.add(key);
      }
    }
  },
};
