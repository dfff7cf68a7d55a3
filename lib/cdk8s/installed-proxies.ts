import type { BuiltModel } from '../constructs/build-model';
import { INSTALLATION, type Installs } from '../constructs/installation';
import type { Diagnostic } from '../diagnostics';

/** What the control plane of the same app has its proxies do, and meshes that it serves count on otherwise. */
export function proxiesServe({ model, targets }: BuiltModel, installations: readonly Installs[]): readonly Diagnostic[] {
  if (installations.length === 0) return [];
  const workloads = new Map(model.workloads.map((w) => [w.id, w]));
  const managed = new Set(model.namespaces.filter((n) => n.manage === 'create' || n.manage === 'label').map((n) => n.id));
  const found: Diagnostic[] = [];
  for (const mesh of model.meshes) {
    const target = targets.get(mesh.id);
    const by = target && installations.find((i) => i[INSTALLATION].contradictions(target).length === 0);
    const proxies = by?.[INSTALLATION].proxies(target!);
    if (by === undefined || proxies === undefined) continue;
    const related = [{ path: by.node.path, message: 'the control plane is' }];
    // Pods that the mesh writes ask for nothing where their namespace does.
    const bare = model.workloads.find((w) => w.mesh === mesh.id && w.meshed && managed.has(w.namespace) && w.versions.some((v) => v.pods.kind === 'container'));
    if (proxies.withheld !== undefined && bare !== undefined) {
      found.push({
        code: 'MESH1458', severity: 'error', path: mesh.origin.path, source: mesh.origin.source, related, message: `no pod of the mesh gets a proxy: the control plane has ${proxies.withheld}, and the pods, as of ${bare.name}, are to get theirs by their namespace`,
        help: `leave ${proxies.withheld} out of the control plane, or have it take these pods by their labels: injection: { always: [{ matchLabels: { … } }] }`,
      });
    }
    for (const service of model.services) {
      if (service.mesh !== mesh.id || workloads.get(service.workload)?.meshed !== true) continue;
      for (const port of service.ports) {
        const prop = proxies.uncaptured(port.containerPort);
        if (prop !== undefined) found.push({
          code: 'MESH1456', severity: 'warning', path: service.origin.path, source: service.origin.source, related, message: `port ${port.containerPort} of the pods of ${service.name} is not captured (${prop} of the control plane): nothing that the mesh says of who may call it, or of mutual TLS, holds there`,
          help: prop.endsWith('excludeInboundPorts') ? `take it out of ${prop}; single pods leave a port out by their annotation traffic.sidecar.istio.io/excludeInboundPorts` : `add it to ${prop}, or leave that out`,
        });
      }
    }
  }
  return found;
}
