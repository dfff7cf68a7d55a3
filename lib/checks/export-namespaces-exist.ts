import { KIND } from '../effective';
import { finding, type Check } from './check';
import { nearestName } from './parts/known-hosts';
import { fields } from './parts/fields';

/** `exportTo` names namespaces, which must be there. */
export const exportNamespacesExist: Check = {
  code: 'MESH2010',
  title: 'namespaces that something is exported to exist',
  severity: 'warning',
  equals: ['KIA0005'],
  docs: 'A namespace in `exportTo` that does not exist is exported to for nothing; where it is misspelt, the namespace that was meant sees nothing.',
  *run({ world, closed }) {
    if (!closed) return;
    for (const kind of [KIND.virtualService, KIND.destinationRule, KIND.serviceEntry]) for (const object of world.objects.of(kind)) {
      const exported = fields(object.manifest.spec)?.exportTo;
      if (!Array.isArray(exported)) continue;
      for (const [i, name] of exported.entries()) if (typeof name === 'string' && isUnknown(name, world.namespaces)) yield told(object, `spec.exportTo[${i}]`, name, world.namespaces);
    }
    for (const object of world.objects.of(KIND.service)) {
      const exported = object.manifest.metadata.annotations?.['networking.istio.io/exportTo'];
      if (typeof exported === 'string') for (const name of exported.split(',').map((n) => n.trim())) if (isUnknown(name, world.namespaces)) yield told(object, 'metadata.annotations["networking.istio.io/exportTo"]', name, world.namespaces);
    }
  },
};
const isUnknown = (name: string, known: ReadonlySet<string>): boolean => name !== '' && name !== '*' && name !== '.' && name !== '~' && !known.has(name);
const told = (object: Parameters<typeof finding>[0], field: string, name: string, known: ReadonlySet<string>) => {
  const near = nearestName(name, known);
  return finding(object, field, `there is no namespace '${name}'`, { help: near === undefined ? 'declare the namespace, or remove it' : `did you mean '${near}'?` });
};
