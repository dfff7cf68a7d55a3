import type { CallFacts, ExternalFacts, GatewayFacts, GrantFacts, Id, MeshFacts, MeshModel, NamespaceFacts, RouteFacts, ServiceFacts, SplitFacts, WorkloadFacts } from '../model';

/** The model by id and by relation. */
export class ModelIndex {
  readonly mesh: ReadonlyMap<Id, MeshFacts>;
  readonly namespace: ReadonlyMap<Id, NamespaceFacts>;
  readonly workload: ReadonlyMap<Id, WorkloadFacts>;
  readonly service: ReadonlyMap<Id, ServiceFacts>;
  readonly external: ReadonlyMap<Id, ExternalFacts>;
  readonly gateway: ReadonlyMap<Id, GatewayFacts>;
  readonly split: ReadonlyMap<Id, SplitFacts>;
  readonly servicesOf: ReadonlyMap<Id, readonly ServiceFacts[]>;
  readonly routesOf: ReadonlyMap<Id, readonly RouteFacts[]>;
  readonly callsFrom: ReadonlyMap<Id, readonly CallFacts[]>;
  readonly grantsOf: ReadonlyMap<Id, readonly GrantFacts[]>;
  /** External services by the gateway that they leave through. */
  readonly externalsVia: ReadonlyMap<Id, readonly ExternalFacts[]>;

  constructor(readonly model: MeshModel) {
    this.mesh = byId(model.meshes);
    this.namespace = byId(model.namespaces);
    this.workload = byId(model.workloads);
    this.service = byId(model.services);
    this.external = byId(model.externals);
    this.gateway = byId(model.gateways);
    this.split = new Map(model.splits.map((s) => [s.service, s]));
    this.servicesOf = grouped(model.services, (s) => s.workload);
    this.routesOf = grouped(model.routes, (r) => r.parent.id);
    this.callsFrom = grouped(model.calls, (c) => c.from);
    this.grantsOf = grouped(model.grants, (g) => g.service);
    this.externalsVia = grouped(model.externals.filter((e) => e.via !== undefined), (e) => e.via!);
  }

  namespaceName(thing: { readonly namespace: Id }): string { return this.namespace.get(thing.namespace)?.name ?? ''; }
  /** Calls of a workload to something. */
  calls(from: Id, to: Id): readonly CallFacts[] { return (this.callsFrom.get(from) ?? []).filter((c) => c.to.kind !== 'kubernetes-api' && c.to.id === to); }
}

const byId = <T extends { readonly id: Id }>(list: readonly T[]): ReadonlyMap<Id, T> => new Map(list.map((x) => [x.id, x]));
function grouped<T>(list: readonly T[], key: (x: T) => Id): ReadonlyMap<Id, readonly T[]> {
  const out = new Map<Id, T[]>();
  for (const x of list) { const same = out.get(key(x)); if (same) same.push(x); else out.set(key(x), [x]); }
  return out;
}
