import { push } from '../../manifests/maps';
import { at, listOf, type IndexedObject, type ObjectIndex } from '../object-index';
import { Stage } from '../stage';
import { destinationRules } from './host-rules';
import type { Need } from './need';

/** A ServiceEntry: the DestinationRules for its hosts, as nothing may be sent there without the TLS that they ask for, and the WorkloadEntries that it selects. */
export const opened: Need = ({ stage, manifest }, index) => {
  if (stage !== Stage.Host) return [];
  const from = manifest.metadata.namespace ?? '';
  return [...listOf(at(manifest.spec, 'hosts')).flatMap((host) => destinationRules(index, String(host), from)), ...index.selected(from, at(manifest.spec, 'workloadSelector', 'labels'))];
};

/** Pods: the ServiceEntries that they see. Without one, a call is refused or leaves past the rules for it, as the mesh's outbound policy says. */
export const seen: Need = ({ stage, pods, manifest }, index) => {
  if (stage !== Stage.Workload || !pods) return [];
  const { everywhere, inNamespace } = index.part(visible);
  return [everywhere, inNamespace.get(manifest.metadata.namespace ?? '')];
};

interface Visible { readonly everywhere: readonly IndexedObject[]; readonly inNamespace: ReadonlyMap<string, readonly IndexedObject[]> }

/** By `exportTo`: everywhere when nothing is said. */
function visible(index: ObjectIndex): Visible {
  const everywhere: IndexedObject[] = [], inNamespace = new Map<string, IndexedObject[]>();
  for (const entry of index.ofKind('networking.istio.io', 'ServiceEntry')) {
    const said = listOf(at(entry.manifest.spec, 'exportTo')).map(String);
    if (said.length === 0 || said.includes('*')) everywhere.push(entry);
    else for (const namespace of new Set(said.map((to) => (to === '.' ? entry.manifest.metadata.namespace ?? '' : to)))) push(inNamespace, namespace, entry);
  }
  return { everywhere, inNamespace };
}
