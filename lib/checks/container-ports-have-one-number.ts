import { finding, placeOf, type Check } from './check';
import { containerPorts } from './parts/service-ports';

/** It works; metrics and policies by port of the Service cannot tell them apart. */
export const containerPortsHaveOneNumber: Check = {
  code: 'MESH2452',
  title: 'one port of a container has one number on Services',
  severity: 'info',
  equals: ['IST0137'],
  docs: 'Two ports of Services with different numbers lead to the same port of a container. The proxy of the server sees one port: what is said of it holds for both.',
  *run({ world }) {
    for (const { workload, port, from } of containerPorts(world)) {
      const other = from.find((p) => p.number !== from[0].number);
      if (workload.proxy !== 'sidecar' || other === undefined) continue;
      yield finding(other.object, `${other.at}.${other.port.targetPort === undefined ? 'port' : 'targetPort'}`, `port ${port} of ${workload.name} is ${from[0].number} on ${from[0].service} and ${other.number} on ${other.service}`, { help: 'keep one of them', related: [{ ...from[0].object.place(from[0].at), message: 'the other is' }, { ...placeOf(workload.from), message: 'the pods are' }] });
    }
  },
};
