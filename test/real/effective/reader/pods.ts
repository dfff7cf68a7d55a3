import { KIND, type Host, type HostPort, type IstioMesh, type Workload } from '../../../../lib/effective';
import type { PodFacts } from '../../mesh/cluster';
import { workloadOf } from '../../envoy/place';

/** Addresses of the pods that a cluster made of a mesh's workloads, and of its machines. */
export class Pods {
  private readonly of = new Map<Workload, string[]>();

  constructor(private readonly mesh: IstioMesh, pods: readonly PodFacts[]) {
    for (const pod of pods) {
      const workload = workloadOf(mesh, pod);
      if (workload) this.of.set(workload, [...(this.of.get(workload) ?? []), pod.ip]);
    }
  }
  addresses(workload: Workload): readonly string[] {
    const entry = workload.kind === 'WorkloadEntry' ? this.mesh.world.objects.named(KIND.workloadEntry, workload.namespace, workload.name) : undefined;
    return entry ? [String((entry.manifest.spec as { address?: string }).address ?? '')] : this.of.get(workload) ?? [];
  }
  behind(host: Host): readonly string[] { return this.mesh.world.workloadsBehind(host).flatMap((w) => this.addresses(w)); }
  /** Where a port of a host arrives at a workload. */
  arrivals(workload: Workload, port: HostPort): readonly string[] {
    const named = (name: string) => workload.ports.find((p) => p.name === name)?.number;
    const number = workload.kind === 'WorkloadEntry' ? (typeof port.targetPort === 'number' ? named(port.name) ?? port.targetPort : named(port.targetPort)) : typeof port.targetPort === 'number' ? port.targetPort : named(port.targetPort) ?? 0;
    return number === undefined ? [] : this.addresses(workload).map((a) => `${a}:${number}`);
  }
}
