import { at, type IndexedObject } from '../object-index';
import type { Need } from './need';

/** An object of a custom kind: the definition of its kind. */
export const definition: Need = ({ group, manifest }, index) => [index.once('definitions', () => {
  const out = new Map<unknown, IndexedObject>();
  for (const crd of index.ofKind('apiextensions.k8s.io', 'CustomResourceDefinition')) out.set(`${String(at(crd.manifest, 'spec', 'group'))}|${String(at(crd.manifest, 'spec', 'names', 'kind'))}`, crd);
  return out;
}).get(`${group}|${manifest.kind}`)];
