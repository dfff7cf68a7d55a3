import type { Id, MeshModel } from '../model';
import type { MeshParts, ModelIndex } from './resolved';

const byId = <T extends { readonly id: Id }>(list: readonly T[]): ReadonlyMap<Id, T> => {
  const map = new Map<Id, T>();
  for (const item of list) map.set(item.id, item);
  return map;
};

export function groupBy<T>(list: readonly T[], key: (item: T) => Id | undefined): Map<Id, T[]> {
  const map = new Map<Id, T[]>();
  for (const item of list) {
    const k = key(item);
    if (k === undefined) continue;
    const group = map.get(k);
    if (group) group.push(item);
    else map.set(k, [item]);
  }
  return map;
}

/** Maps over the model; one pass over each list. */
export function indexModel(model: MeshModel): ModelIndex {
  type Parts = { -readonly [K in keyof MeshParts]: MeshParts[K][number][] };
  const ofMesh = new Map<Id, Parts>();
  for (const mesh of model.meshes) ofMesh.set(mesh.id, { namespaces: [], workloads: [], services: [], externals: [], gateways: [], routes: [] });
  const share = <K extends keyof Parts>(part: K, list: readonly Parts[K][number][]): void => {
    for (const item of list) (ofMesh.get(item.mesh)?.[part] as Parts[K][number][] | undefined)?.push(item);
  };
  share('namespaces', model.namespaces);
  share('workloads', model.workloads);
  share('services', model.services);
  share('externals', model.externals);
  share('gateways', model.gateways);
  share('routes', model.routes);

  const splitOf = new Map(model.splits.map((s) => [s.service, s] as const).reverse());   // the first of two, which is an error anyway
  return {
    mesh: byId(model.meshes), namespace: byId(model.namespaces), workload: byId(model.workloads), service: byId(model.services), external: byId(model.externals), gateway: byId(model.gateways),
    servicesOf: groupBy(model.services, (s) => s.workload),
    routesOf: groupBy(model.routes, (r) => r.parent.id),
    splitOf,
    callsFrom: groupBy(model.calls, (c) => c.from),
    callsTo: groupBy(model.calls, (c) => (c.to.kind === 'kubernetes-api' ? undefined : c.to.id)),
    grantsOf: groupBy(model.grants, (g) => g.service),
    ofMesh,
  };
}
