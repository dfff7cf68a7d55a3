import { readIstio, fromConstruct, type IstioMesh, type Workload } from '../../../lib/effective';
import type { Manifest } from '../../../lib/manifests/manifest';
import { clusterObjects, podsOf, withAddresses, type KubeObject, type PodFacts } from '../mesh/cluster';

/** The same objects for the reader and for istiod: what a program holds, and what a cluster adds to it. */
export function inCluster(objects: readonly KubeObject[]): KubeObject[] {
  return [...withAddresses(objects).filter((o) => o.kind !== 'Pod'), ...clusterObjects(objects, podsOf(objects)) as KubeObject[]];
}

export function effectiveOf(objects: readonly KubeObject[], meshConfig: string): IstioMesh {
  return readIstio(inCluster(objects).map((o) => fromConstruct(o as unknown as Manifest, {})), { inventory: 'closed', meshConfig: JSON.parse(meshConfig) as Record<string, unknown> });
}

/** The workload whose pod it is. */
export function workloadOf(mesh: IstioMesh, pod: PodFacts): Workload | undefined {
  return mesh.workload(`${pod.namespace}/${pod.name.replace(/-0$/, '')}`) ?? mesh.workload(`${pod.namespace}/${pod.name}`);
}
