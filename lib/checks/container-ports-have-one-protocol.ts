import { finding, placeOf, type Check } from './check';
import { containerPorts } from './parts/service-ports';

/** The proxy reads a port in one way. */
export const containerPortsHaveOneProtocol: Check = {
  code: 'MESH2403',
  title: 'one port of a container has one protocol on all Services',
  severity: 'warning',
  equals: ['IST0137'],
  docs: 'The proxy of the server has one listener for each port of the container. Where two ports of Services lead to it with different protocols, the first decides: requests of the other are read as what they are not, and policies about HTTP hold or do not hold by the order of objects.',
  *run({ world }) {
    for (const { workload, port, from } of containerPorts(world)) {
      if (workload.proxy !== 'sidecar') continue;
      const protocol = (i: number): string => from[i].host.ports.find((p) => p.number === from[i].number && p.name === from[i].name)?.protocol ?? 'auto';
      const other = from.findIndex((_, i) => protocol(i) !== protocol(0));
      if (other > 0) {
        yield finding(from[other].object, from[other].at, `port ${port} of ${workload.name} is ${protocol(0)} for ${from[0].service} and ${protocol(other)} for ${from[other].service}`, {
          help: 'give both the same protocol, or another port of the container', equals: from[other].number === from[0].number ? [] : ['IST0137'], related: [{ ...from[0].object.place(from[0].at), message: 'the other is' }, { ...placeOf(workload.from), message: 'the pods are' }],
        });
      }
    }
  },
};
