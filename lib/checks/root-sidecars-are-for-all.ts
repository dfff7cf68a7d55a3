import { KIND } from '../effective';
import { finding, type Check } from './check';
import { fields } from './parts/fields';

/** It looks as if it held everywhere. */
export const rootSidecarsAreForAll: Check = {
  code: 'MESH2602',
  title: 'a Sidecar of the root namespace has no selector',
  severity: 'warning',
  equals: ['KIA1006'],
  docs: 'A Sidecar of the root namespace is the default of all namespaces, if it has no selector. With one it is for pods of the root namespace alone.',
  *run({ world }) {
    for (const object of world.of(KIND.sidecar, world.settings.rootNamespace)) {
      if (fields(fields(object.manifest.spec)?.workloadSelector)) yield finding(object, 'spec.workloadSelector', `with a selector, ${object.manifest.metadata.name} is for pods of ${world.settings.rootNamespace} alone`, { help: 'remove the selector, or move it to the namespace of the pods' });
    }
  },
};
