import { push } from '../../manifests/maps';
import { at, type IndexedObject, type ObjectIndex } from '../object-index';
import { Stage } from '../stage';
import type { Need } from './need';

/** Labels that name one; `-namespace` is where it is. */
const LABELS = ['istio.io/use-waypoint', 'istio.io/use-waypoint-canary'];

/** Pods, and hosts outside: the waypoints through which others reach them. While one is not there, its rules hold nobody up. */
export const waypoint: Need = (object, index) => {
  if (object.stage !== Stage.Host && (object.stage !== Stage.Workload || !object.pods)) return [];
  const namespace = object.manifest.metadata.namespace ?? '';
  const own = object.pods ? object.pods.labels : at(object.manifest, 'metadata', 'labels');
  return [
    ...named(index, own, namespace), ...named(index, at(index.find('', 'Namespace', '', namespace)?.manifest, 'metadata', 'labels'), namespace),
    ...(object.pods ? index.part(ofServices).get(object.position) ?? [] : []),
  ];
};

/** The waypoints that labels ask for. */
function named(index: ObjectIndex, labels: unknown, namespace: string): readonly IndexedObject[] {
  return LABELS.flatMap((label) => {
    const name = at(labels, label), found = typeof name === 'string' ? index.find('gateway.networking.k8s.io', 'Gateway', String(at(labels, `${label}-namespace`) ?? namespace), name) : undefined;
    return found ? [found] : [];
  });
}

/** Waypoints of the Services in front of pods, by the position of these. */
function ofServices(index: ObjectIndex): ReadonlyMap<number, readonly IndexedObject[]> {
  const out = new Map<number, IndexedObject[]>();
  for (const { manifest } of index.ofKind('', 'Service')) {
    const namespace = manifest.metadata.namespace ?? '', found = named(index, at(manifest, 'metadata', 'labels'), namespace);
    if (found.length > 0) for (const o of index.selected(namespace, at(manifest.spec, 'selector'))) for (const f of found) push(out, o.position, f);
  }
  return out;
}
