import type { Host, IstioMesh, Workload } from '../../../../lib/effective';
import type { PodFacts } from '../../mesh/cluster';
import { workloadOf } from '../../envoy/place';

/** Addresses of the pods that a cluster made of a mesh's workloads. */
export class Pods {
  private readonly of = new Map<Workload, PodFacts[]>();

  constructor(mesh: IstioMesh, pods: readonly PodFacts[]) {
    for (const pod of pods) {
      const workload = workloadOf(mesh, pod);
      if (workload) this.of.set(workload, [...(this.of.get(workload) ?? []), pod]);
    }
  }
  addresses(workload: Workload): readonly string[] { return (this.of.get(workload) ?? []).map((p) => p.ip); }
  behind(mesh: IstioMesh, host: Host): readonly string[] { return mesh.world.workloadsBehind(host).flatMap((w) => this.addresses(w)); }
}
