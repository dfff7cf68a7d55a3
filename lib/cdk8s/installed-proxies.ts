import type { BuiltModel } from '../constructs/build-model';
import { INSTALLATION, type Installs } from '../constructs/installation';
import type { Diagnostic } from '../diagnostics';
import { push } from '../manifests/maps';
import type { Id } from '../model';

/** What the control plane of the same app has its proxies do, and meshes that it serves count on otherwise. */
export function proxiesServe({ model, targets }: BuiltModel, installations: readonly Installs[]): readonly Diagnostic[] {
  if (installations.length === 0) return [];
  const meshed = new Set(model.workloads.filter((w) => w.meshed).map((w) => w.id));
  const workloadsOf = byMesh(model.workloads), servicesOf = byMesh(model.services);
  const managed = new Set(model.namespaces.filter((n) => n.manage === 'create' || n.manage === 'label').map((n) => n.id));
  const found: Diagnostic[] = [];
  for (const mesh of model.meshes) {
    const target = targets.get(mesh.id);
    const by = target && installations.find((i) => i[INSTALLATION].contradictions(target).length === 0);
    const proxies = by?.[INSTALLATION].proxies(target!);
    if (by === undefined || proxies === undefined) continue;
    const related = [{ path: by.node.path, message: 'the control plane is' }];
    // Pods that the mesh writes ask for nothing where their namespace does.
    const bare = workloadsOf.get(mesh.id)?.find((w) => w.meshed && managed.has(w.namespace) && w.versions.some((v) => v.pods.kind === 'container'));
    if (proxies.withheld !== undefined && bare !== undefined) {
      found.push({
        code: 'MESH1458', severity: 'error', path: mesh.origin.path, source: mesh.origin.source, related, message: `no pod of the mesh gets a proxy: the control plane has ${proxies.withheld}, and the pods, as of ${bare.name}, are to get theirs by their namespace`,
        help: `leave ${proxies.withheld} out of the control plane, or have it take these pods by their labels: injection: { always: [{ matchLabels: { … } }] }`,
      });
    }
    for (const service of servicesOf.get(mesh.id) ?? []) {
      if (!meshed.has(service.workload)) continue;
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

/** An app may have a thousand meshes: what each declares is looked for once. */
function byMesh<T extends { readonly mesh: Id }>(all: readonly T[]): ReadonlyMap<Id, readonly T[]> {
  const out = new Map<Id, T[]>();
  for (const one of all) push(out, one.mesh, one);
  return out;
}
