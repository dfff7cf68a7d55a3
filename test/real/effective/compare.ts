import type { IstioMesh } from '../../../lib/effective';
import { effectiveOf, workloadOf } from '../envoy/place';
import { proxiesOf } from '../mesh/accept';
import { podsOf, type KubeObject } from '../mesh/cluster';
import type { ProxyView } from '../mesh/envoy';
import type { Oracle } from '../oracle';
import { withOneAddress } from './addresses';
import { fromIstiod } from './istiod';
import { countFacts, diff, type Normal } from './normal';
import { askedBy, fromEffective } from './reader';
import { Pods } from './reader/pods';

/** Objects that both are given, and the installation's mesh config in JSON. */
export interface Case { readonly name: string; readonly objects: readonly KubeObject[]; readonly meshConfig: string }

/** One proxy by istiod's word, and in what the reader says otherwise. */
export interface Compared { readonly proxy: string; readonly gateway: boolean; readonly istiod: Normal; readonly facts: number; readonly differences: readonly string[] }

/** Every proxy of a case. */
export async function compare(oracle: Oracle, one: Case): Promise<readonly Compared[]> {
  return compareViews(one, await proxiesOf(oracle, one));
}

export function compareViews(one: Case, views: readonly ProxyView[]): readonly Compared[] {
  const normals = views.map((view) => ({ pod: view.pod, istiod: fromIstiod(view) }));
  return compareNormals(one, normals);
}

export function compareNormals(one: Case, normals: readonly { readonly pod: ProxyView['pod']; readonly istiod: Normal }[]): readonly Compared[] {
  const mesh = effectiveOf(one.objects, one.meshConfig), pods = new Pods(mesh, podsOf(one.objects)), tell = withOneAddress(one.objects);
  return normals.map(({ pod, istiod }) => ({ proxy: `${pod.namespace}/${pod.name}`, gateway: pod.router, istiod, facts: countFacts(istiod), differences: against(mesh, pods, pod, istiod, tell) }));
}

function against(mesh: IstioMesh, pods: Pods, pod: ProxyView['pod'], istiod: Normal, tell: (normal: Normal) => Normal): readonly string[] {
  const workload = workloadOf(mesh, pod);
  return workload ? diff(tell(istiod), tell(fromEffective(mesh, workload, pods, askedBy(istiod)))) : ['the reader knows no such workload'];
}
