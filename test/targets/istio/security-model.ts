import type { Manifest } from '../../../lib/manifests/manifest';
import type {
  AnyPolicyKind, ExternalFacts, GatewayFacts, Id, ListenerFacts, MeshFacts, MtlsModeFact, NamespaceFacts, Origin, PolicyFacts, PolicyValue, PortFacts, Protocol, RequestFacts, ServiceFacts, SourceFact,
  WorkloadFacts,
} from '../../../lib/model';
import { indexModel } from '../../../lib/resolve/index-model';
import type { Admission, Effective, Reach, Resolved, ResolvedMtls, ServerPolicy } from '../../../lib/resolve/resolved';
import { EmitContext } from '../../../lib/targets/istio/context';
import { settingsOf, type IstioFacts } from '../../../lib/targets/istio/facts';
import type { Kind as EmittedKind } from '../../../lib/targets/istio/kind';

type Kind = AnyPolicyKind['kind'];
export const at = (path: string): Origin => ({ path });

/** What resolving would say, given by hand: emitters are tested against it, not against the resolver. */
export interface World {
  mesh?: Partial<MeshFacts>;
  namespaces?: readonly Partial<NamespaceFacts>[];
  workloads?: readonly WorkloadFacts[];
  services?: readonly ServiceFacts[];
  externals?: readonly ExternalFacts[];
  gateways?: readonly GatewayFacts[];
  facts?: IstioFacts;
  admissions?: Readonly<Record<Id, readonly Admission[]>>;
  reach?: Readonly<Record<Id, Partial<Reach>>>;
  mtls?: Readonly<Record<Id, Partial<ResolvedMtls>>>;
  namespaceMtls?: MtlsModeFact;
  /** Adding kinds, by what they cover. */
  policies?: Readonly<Record<Id, readonly PolicyFacts[]>>;
  /** Replacing kinds, by subject and kind. */
  effective?: Readonly<Record<Id, Partial<Record<Kind, unknown>>>>;
}

export const mesh = (over: Partial<MeshFacts> = {}): MeshFacts => ({
  id: 'shop', origin: at('shop'), name: 'shop', namespace: 'shop/ns', mtls: 'STRICT', access: 'DECLARED_CALLS', visibility: 'DECLARED_CALLS', egress: 'DECLARED', callsFromOthers: 'REFUSED',
  ownsCluster: false, labels: {}, ...over,
});
export const namespace = (over: Partial<NamespaceFacts> = {}): NamespaceFacts => ({ id: 'shop/ns', origin: at('shop/ns'), mesh: 'shop', name: 'shop', manage: 'create', labels: {}, ...over });
export const port = (name: string, number: number, protocol: Protocol = 'http', containerPort = number): PortFacts => ({ name, number, protocol, containerPort });
export const workload = (name: string, over: Partial<WorkloadFacts> = {}): WorkloadFacts => ({
  id: `shop/${name}`, origin: at(`shop/${name}`), mesh: 'shop', namespace: 'shop/ns', groups: [], name, selector: { app: name }, serviceAccount: name, createServiceAccount: true, meshed: true, versions: [], ...over,
});
export const service = (name: string, ports: readonly PortFacts[], over: Partial<ServiceFacts> = {}): ServiceFacts => ({
  id: `shop/${name}`, origin: at(`shop/${name}`), mesh: 'shop', namespace: 'shop/ns', groups: [], name, ports, headless: false, existing: false, workload: `shop/${name}`, versioned: false, ...over,
});
export const external = (name: string, hosts: readonly string[], over: Partial<ExternalFacts> = {}): ExternalFacts => ({
  id: `shop/${name}`, origin: at(`shop/${name}`), mesh: 'shop', namespace: 'shop/ns', groups: [], name, hosts, ports: [port('https', 443, 'tls')], resolution: 'DNS', addresses: [], ...over,
});
export const listener = (name: string, number: number, protocol: ListenerFacts['protocol'] = 'HTTP', podPort = number): ListenerFacts =>
  ({ name, port: number, protocol, hostnames: ['*'], redirectToHttps: false, podPort });
export const gateway = (name: string, listeners: readonly ListenerFacts[], over: Partial<GatewayFacts> = {}): GatewayFacts => ({
  id: `shop/${name}`, origin: at(`shop/${name}`), mesh: 'shop', role: 'ingress', groups: [], name, namespaceName: 'shop', namespace: 'shop/ns', labels: { istio: name }, serviceAccount: name, listeners, ...over,
});
export const request = (over: Partial<RequestFacts> = {}): RequestFacts => ({ methods: [], paths: [], claims: {}, ...over });
export const prefix = (value: string) => ({ kind: 'prefix' as const, value });
export const exact = (value: string) => ({ kind: 'exact' as const, value });
export const from = (name: string): SourceFact => ({ kind: 'workload', id: `shop/${name}` });
export const admission = (source: SourceFact, over: Partial<Admission> = {}): Admission => ({ origin: at('shop'), from: source, ports: [9080], methods: [], paths: [], claims: {}, ...over });
export const policy = <K extends Kind>(kind: K, name: string, value: PolicyValue<K>, over: Partial<PolicyFacts> = {}): PolicyFacts<K, PolicyValue<K>> =>
  ({ id: `shop/${name}`, origin: at(`shop/${name}`), kind, mesh: 'shop', covers: [], value, ...over }) as PolicyFacts<K, PolicyValue<K>>;

export function world(w: World): { readonly context: EmitContext; readonly mesh: MeshFacts } {
  const owner = mesh(w.mesh);
  const services = w.services ?? [];
  const model = {
    meshes: [owner], namespaces: (w.namespaces ?? [{}]).map(namespace), workloads: w.workloads ?? [], services, externals: w.externals ?? [], gateways: w.gateways ?? [],
    routes: [], splits: [], calls: [], grants: [], policies: Object.values(w.policies ?? {}).flat(),
  };
  const index = indexModel(model);
  const on = <K extends Kind>(kind: K, id: Id) => (w.policies?.[id] ?? []).filter((p) => p.kind === kind) as unknown as readonly PolicyFacts<K, PolicyValue<K>>[];
  const resolved: Partial<Resolved> = {
    model,
    index,
    admissions: (s) => w.admissions?.[s.id] ?? [],
    reach: (s) => ({ services: [], externals: [], kubernetesApi: false, ...w.reach?.[s.id] }),
    mtls: (s) => ({ mode: owner.mtls, inherited: owner.mtls, ports: new Map(), ...w.mtls?.[s.id] }),
    namespaceMtls: () => w.namespaceMtls ?? owner.mtls,
    serverPolicies: <K extends Kind>(kind: K, s: WorkloadFacts): readonly ServerPolicy<K>[] => {
      const own = services.filter((x) => x.workload === s.id);
      return [...on(kind, s.id).map((p) => ({ policy: p, value: p.value as PolicyValue<K>, ports: own.flatMap((x) => x.ports), allPorts: own.length < 2 })),
        ...own.filter((x) => x.id !== s.id).flatMap((x) => on(kind, x.id).map((p) => ({ policy: p, value: p.value as PolicyValue<K>, ports: x.ports, allPorts: false })))];
    },
    gatewayPolicies: (kind, g) => on(kind, g.id),
    effective: <K extends Kind>(kind: K, s: { readonly id: Id }) => {
      const value = w.effective?.[s.id]?.[kind];
      return value === undefined ? undefined : ({ value, level: 'service', policy: policy(kind, kind, value as PolicyValue<K>) } as Effective<K>);
    },
  };
  return { context: new EmitContext(resolved as Resolved, settingsOf(w.facts ?? {})), mesh: owner };
}

/** What a kind writes, in its order. */
export function written(kind: EmittedKind, w: World): readonly Manifest[] {
  const { context, mesh: owner } = world(w);
  const all: Manifest[] = [];
  kind.emit(context, owner, (manifest) => all.push(manifest));
  return all;
}
