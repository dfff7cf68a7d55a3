import { finding, placeOf, type Check } from './check';
import { nearestName } from './parts/known-hosts';
import { servicePorts } from './parts/service-ports';

/** A Service that leads nowhere in its pods. */
export const targetPortsAreOpen: Check = {
  code: 'MESH2402',
  title: 'the target of a Service\'s port is a port of its pods',
  severity: 'warning',
  equals: ['KIA0701'],
  docs: 'A `targetPort` by name must be the name of a port of the container, or the pod is no endpoint of the Service: an error. One by number works without being declared; where a container declares ports and this is none of them, it is a slip more often than not.',
  *run({ world }) {
    for (const p of servicePorts(world)) {
      const named = typeof p.target === 'string';
      for (const w of p.behind) {
        if (w.kind === 'WorkloadEntry' || (named ? w.ports.some((o) => o.name === p.target) : w.proxy === 'gateway' || w.ports.length === 0 || w.ports.some((o) => o.number === p.target))) continue;
        const near = named ? nearestName(String(p.target), w.ports.flatMap((o) => o.name ?? [])) : undefined;
        yield finding(p.object, p.port.targetPort === undefined ? `${p.at}.port` : `${p.at}.targetPort`, `${w.name} declares no port ${named ? `named '${p.target}'` : p.target}`, {
          ...(named && { severity: 'error' as const }), help: near !== undefined ? `did you mean '${near}'?` : w.ports.length > 0 ? `it declares ${w.ports.map((o) => o.name ?? o.number).join(', ')}` : 'declare the port of the container', related: [{ ...placeOf(w.from), message: 'the pods are' }],
        });
        break;
      }
    }
  },
};
