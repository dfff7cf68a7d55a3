import { at, type IndexedObject, type ObjectIndex } from '../object-index';
import type { Need } from './need';

/** An object of a custom kind: the definition of its kind. */
export const definition: Need = ({ group, manifest }, index) => [index.part(definitions).get(`${group}|${manifest.kind}`)];

function definitions(index: ObjectIndex): ReadonlyMap<string, IndexedObject> {
  const out = new Map<string, IndexedObject>();
  for (const crd of index.ofKind('apiextensions.k8s.io', 'CustomResourceDefinition')) out.set(`${String(at(crd.manifest, 'spec', 'group'))}|${String(at(crd.manifest, 'spec', 'names', 'kind'))}`, crd);
  return out;
}
