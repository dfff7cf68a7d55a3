import type { Manifest } from '../manifests/manifest';
import { needs } from './needs';
import type { IndexedObject, ObjectIndex } from './object-index';
import { Stage } from './stage';

/** What one object waits for: objects of earlier stages, one by one, and groups that others wait for too. */
export interface Needed { readonly one: ReadonlySet<IndexedObject>; readonly groups: ReadonlySet<readonly IndexedObject[]> }

/** All reasons together. */
export function neededBy(object: IndexedObject, index: ObjectIndex): Needed {
  const one = new Set<IndexedObject>(), groups = new Set<readonly IndexedObject[]>();
  const add = (o: IndexedObject): void => { if (o.stage < object.stage) one.add(o); };
  for (const need of needs) for (const found of need(object, index)) {
    if (found === undefined) continue;
    if (!isGroup(found)) add(found);
    else if (found.length > 0 && index.latestOf(found) < object.stage) groups.add(found);
    else found.forEach(add);
  }
  dropNamespaces(one, object.manifest);
  return { one, groups };
}

const isGroup = (found: IndexedObject | readonly IndexedObject[]): found is readonly IndexedObject[] => Array.isArray(found);

/** Whatever lies in the same namespace waits for it already. */
function dropNamespaces(one: Set<IndexedObject>, { metadata: { namespace } }: Manifest): void {
  if (namespace === undefined || ![...one].some((o) => o.manifest.metadata.namespace === namespace)) return;
  for (const o of one) if (o.stage === Stage.Namespace) one.delete(o);
}
