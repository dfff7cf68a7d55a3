import type { Workload } from '../effective';
import { finding, placeOf, type Check } from './check';
import { servicePorts, type ServicePort } from './parts/service-ports';

/** A number is one thing. */
export const servicePortsAreTcpOrUdp: Check = {
  code: 'MESH2453',
  title: 'all Services of a workload agree whether a port is TCP or UDP',
  severity: 'warning',
  equals: ['IST0116'],
  docs: 'Two Services select the same pods, and one has a port as TCP, the other the same number as UDP. Proxies carry TCP only, and what they know of the port is by its number.',
  *run({ world }) {
    const first = new Map<Workload, Map<number, ServicePort>>();
    for (const p of servicePorts(world)) for (const w of p.behind) {
      if (w.proxy === 'none') continue;
      let ports = first.get(w);
      if (!ports) first.set(w, (ports = new Map<number, ServicePort>()));
      const other = ports.get(p.number);
      if (!other) ports.set(p.number, p);
      else if (transport(other) !== transport(p)) yield finding(p.object, p.at, `port ${p.number} is ${transport(p)} on ${p.service} and ${transport(other)} on ${other.service}, before the same pods of ${w.name}`, { help: 'give one of them another number', related: [{ ...other.object.place(other.at), message: 'the other is' }, { ...placeOf(w.from), message: 'the pods are' }] });
    }
  },
};
const transport = (p: ServicePort): string => (typeof p.port.protocol === 'string' ? p.port.protocol : 'TCP');
