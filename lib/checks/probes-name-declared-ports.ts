import { finding, type Check } from './check';
import { entries, fields, textOf } from './parts/fields';
import { containersOf, podTemplates } from './parts/templates';

/** The kubelet cannot ask. */
export const probesNameDeclaredPorts: Check = {
  code: 'MESH2451',
  title: 'a probe names a port of its container',
  severity: 'error',
  docs: 'A probe may name a port; it must be one of the same container. Otherwise every probe fails, and the pod is never ready or restarted for ever.',
  *run({ world }) {
    for (const template of podTemplates(world)) for (const [container, at] of containersOf(template)) for (const kind of ['livenessProbe', 'readinessProbe', 'startupProbe']) {
      const probe = fields(container[kind]), names = entries(container.ports).map(([p]) => textOf(p.name));
      for (const how of ['httpGet', 'tcpSocket']) {
        const port = fields(probe?.[how])?.port;
        if (typeof port !== 'string' || /^\d+$/.test(port) || names.includes(port)) continue;
        yield finding(template.object, `${at}.${kind}.${how}.port`, `container '${textOf(container.name)}' has no port named '${port}'`, { help: names.length > 0 ? `it has ${names.join(', ')}` : 'name the port in ports' });
      }
    }
  },
};
