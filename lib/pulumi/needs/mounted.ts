import { isObject } from '../../manifests/is-object';
import { at, listOf, type IndexedObject, type ObjectIndex } from '../object-index';
import { Stage } from '../stage';
import type { Need } from './need';

/** Pods: the ConfigMaps, Secrets and volumes that they name, and their priority. */
export const mounted: Need = (object, index) => (object.pods ? namedBy(object, index) : []);

/** A control plane: what it reads from the API server without naming it: the configuration in its namespace, and the kinds that it serves. */
export const configuration: Need = ({ stage, manifest }, index) => (stage !== Stage.ControlPlane ? [] : [
  ...['ConfigMap', 'Secret'].flatMap((kind) => index.ofKind('', kind).filter((o) => o.manifest.metadata.namespace === manifest.metadata.namespace)),
  index.ofKind('apiextensions.k8s.io', 'CustomResourceDefinition'),
]);

function* namedBy({ pods, manifest }: IndexedObject, index: ObjectIndex): Iterable<IndexedObject | undefined> {
  const spec = pods!.spec, namespace = manifest.metadata.namespace ?? '';
  const named = (kind: string, name: unknown) => (typeof name === 'string' ? index.find('', kind, namespace, name) : undefined);
  for (const volume of listOf(spec.volumes)) {
    for (const source of [volume, ...listOf(at(volume, 'projected', 'sources'))]) {
      yield named('ConfigMap', at(source, 'configMap', 'name'));
      yield named('Secret', at(source, 'secret', 'secretName') ?? at(source, 'secret', 'name'));
      yield named('PersistentVolumeClaim', at(source, 'persistentVolumeClaim', 'claimName'));
    }
  }
  for (const container of [...listOf(spec.initContainers), ...listOf(spec.containers)]) {
    if (!isObject(container)) continue;
    for (const from of listOf(container.envFrom)) { yield named('ConfigMap', at(from, 'configMapRef', 'name')); yield named('Secret', at(from, 'secretRef', 'name')); }
    for (const variable of listOf(container.env)) { yield named('ConfigMap', at(variable, 'valueFrom', 'configMapKeyRef', 'name')); yield named('Secret', at(variable, 'valueFrom', 'secretKeyRef', 'name')); }
  }
  for (const secret of listOf(spec.imagePullSecrets)) yield named('Secret', at(secret, 'name'));
  if (typeof spec.priorityClassName === 'string') yield index.find('scheduling.k8s.io', 'PriorityClass', '', spec.priorityClassName);
}
