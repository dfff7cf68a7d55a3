import type {
  AnyPolicyKind, BackendFact, CallFacts, CoverFact, DestinationFact, ExternalFacts, ForwardFact, GatewayFacts, GrantFacts, ListenerFacts, MatchFacts, MeshFacts, MeshModel, NamespaceFacts, PathFact,
  PolicyFacts, PolicyValue, PortFacts, Protocol, RequestFacts, RouteFacts, RuleFacts, ServiceFacts, SourceFact, SplitFacts, ValueFact, WorkloadFacts,
} from '../../lib/model';
import { resolve } from '../../lib/resolve/resolve';
import type { Resolved } from '../../lib/resolve/resolved';

const origin = (path: string): { path: string } => ({ path });
const sorted = <T extends { readonly id: string }>(list: T[]): T[] => [...list].sort((a, b) => (a.id < b.id ? -1 : 1));

export const port = (number: number, protocol: Protocol = 'http', more: Partial<PortFacts> = {}): PortFacts => ({ name: `${protocol}-${number}`, number, protocol, containerPort: number, ...more });
export const match = (m: Partial<MatchFacts> = {}): MatchFacts => ({ methods: [], headers: [], cookies: [], query: [], from: [], ...m });
export const exact = (value: string): PathFact => ({ kind: 'exact', value });
export const prefix = (value: string): PathFact => ({ kind: 'prefix', value });
export const regex = (value: string): PathFact => ({ kind: 'regex', value });
export const value = (name: string, kind: ValueFact['kind'], v = '', not = false): ValueFact => ({ name, kind, value: v, not });
export const request = (r: Partial<RequestFacts> = {}): RequestFacts => ({ methods: [], paths: [], claims: {}, ...r });
export const listener = (l: Partial<ListenerFacts> = {}): ListenerFacts => ({ name: 'http', port: 80, protocol: 'HTTP', hostnames: ['*'], redirectToHttps: false, podPort: l.port ?? 80, ...l });

export type To = ServiceFacts | ExternalFacts | DestinationFact;
export const dest = (to: To): DestinationFact => ('kind' in to ? to : 'resolution' in to ? { kind: 'external', external: to.id } : { kind: 'service', service: to.id });
export const version = (service: ServiceFacts, name: string): DestinationFact => ({ kind: 'version', service: service.id, version: name });
export const endpoints = (service: ServiceFacts): DestinationFact => ({ kind: 'endpoints', service: service.id });
export const back = (to: To, weight = 100, portName?: string): BackendFact => ({ to: dest(to), weight, ...(portName ? { port: portName } : {}) });
/** A rule that forwards. */
export function rule(matches: MatchFacts[], to: To | BackendFact[], more: Partial<Omit<ForwardFact, 'kind' | 'backends'>> & { name?: string; mirrorTo?: To; percent?: number } = {}): RuleFacts {
  const { name, mirrorTo, percent, ...action } = more;
  return { ...(name ? { name } : {}), matches, action: { kind: 'forward', backends: Array.isArray(to) ? to : [back(to)], ...(mirrorTo ? { mirror: { to: dest(mirrorTo), percent: percent ?? 100 } } : {}), ...action } };
}

/** Builds models tersely; ids are paths, as in the real thing. */
export class Builder {
  readonly meshes: MeshFacts[] = [];
  readonly namespaces: NamespaceFacts[] = [];
  readonly workloads: WorkloadFacts[] = [];
  readonly services: ServiceFacts[] = [];
  readonly externals: ExternalFacts[] = [];
  readonly gateways: GatewayFacts[] = [];
  readonly routes: RouteFacts[] = [];
  readonly splits: SplitFacts[] = [];
  readonly callList: CallFacts[] = [];
  readonly grants: GrantFacts[] = [];
  readonly policies: PolicyFacts[] = [];

  mesh(name: string, more: Partial<MeshFacts> = {}): MeshFacts {
    const mesh: MeshFacts = {
      id: name, origin: origin(name), name, namespace: `${name}/ns:${name}`, mtls: 'STRICT', access: 'DECLARED_CALLS', visibility: 'DECLARED_CALLS', egress: 'DECLARED', callsFromOthers: 'REFUSED', ownsCluster: false, labels: {}, ...more,
    };
    this.meshes.push(mesh);
    this.namespace(mesh, name);
    return mesh;
  }
  namespace(mesh: MeshFacts, name: string, more: Partial<NamespaceFacts> = {}): NamespaceFacts {
    const ns: NamespaceFacts = { id: `${mesh.id}/ns:${name}`, origin: origin(`${mesh.id}/ns:${name}`), mesh: mesh.id, name, manage: 'create', labels: {}, ...more };
    this.namespaces.push(ns);
    return ns;
  }
  workload(mesh: MeshFacts, name: string, more: Partial<WorkloadFacts> & { versionNames?: string[] } = {}): WorkloadFacts {
    const { versionNames = ['v1'], ...rest } = more;
    const w: WorkloadFacts = {
      id: `${mesh.id}/${name}:pods`, origin: origin(`${mesh.id}/${name}`), mesh: mesh.id, namespace: mesh.namespace, groups: [], name, selector: { app: name }, serviceAccount: name, createServiceAccount: true, meshed: true,
      versions: versionNames.map((v) => ({ name: v, labels: { version: v }, podsName: `${name}-${v}`, pods: { kind: 'existing' } })), ...rest,
    };
    this.workloads.push(w);
    return w;
  }
  service(mesh: MeshFacts, name: string, more: Partial<Omit<ServiceFacts, 'workload'>> & { versions?: string[]; workload?: WorkloadFacts; pods?: Partial<WorkloadFacts> } = {}): ServiceFacts {
    const { versions, workload, pods, ...rest } = more;
    const w = workload ?? this.workload(mesh, name, { ...(versions ? { versionNames: versions } : {}), ...(rest.namespace ? { namespace: rest.namespace } : {}), groups: rest.groups ?? [], ...pods });
    const s: ServiceFacts = { id: `${mesh.id}/${name}`, origin: origin(`${mesh.id}/${name}`), mesh: mesh.id, namespace: mesh.namespace, groups: [], name, ports: [port(8080)], headless: false, existing: false, workload: w.id, versioned: versions !== undefined, ...rest };
    this.services.push(s);
    return s;
  }
  external(mesh: MeshFacts, name: string, more: Partial<ExternalFacts> = {}): ExternalFacts {
    const e: ExternalFacts = { id: `${mesh.id}/${name}`, origin: origin(`${mesh.id}/${name}`), mesh: mesh.id, namespace: mesh.namespace, groups: [], name, hosts: [`${name}.example.com`], ports: [port(80)], resolution: 'DNS', addresses: [], ...more };
    this.externals.push(e);
    return e;
  }
  gateway(mesh: MeshFacts, name: string, more: Partial<GatewayFacts> = {}): GatewayFacts {
    const g: GatewayFacts = {
      id: `${mesh.id}/${name}`, origin: origin(`${mesh.id}/${name}`), mesh: mesh.id, role: 'ingress', groups: [], name, namespaceName: mesh.name, namespace: mesh.namespace, labels: { gateway: name }, serviceAccount: name,
      managed: { serviceType: 'LoadBalancer' }, listeners: [listener()], ...more,
    };
    this.gateways.push(g);
    return g;
  }
  route(mesh: MeshFacts, name: string, parent: ServiceFacts | GatewayFacts, rules: RuleFacts[], more: Partial<RouteFacts> = {}): RouteFacts {
    const r: RouteFacts = { id: `${mesh.id}/${name}`, origin: origin(`${mesh.id}/${name}`), mesh: mesh.id, kind: 'http', name, parent: { kind: 'listeners' in parent ? 'gateway' : 'service', id: parent.id }, hostnames: [], rules, ...more };
    this.routes.push(r);
    return r;
  }
  split(service: ServiceFacts, weights: Record<string, number>, name = `${service.name}-split`): SplitFacts {
    const s: SplitFacts = { id: `${service.mesh}/${name}`, origin: origin(`${service.mesh}/${name}`), mesh: service.mesh, service: service.id, weights };
    this.splits.push(s);
    return s;
  }
  calls(from: ServiceFacts | WorkloadFacts, to: ServiceFacts | ExternalFacts | 'kubernetes-api', only: RequestFacts[] = [], more: Partial<CallFacts> = {}): void {
    this.callList.push({
      origin: from.origin, mesh: from.mesh, from: 'workload' in from ? from.workload : from.id,
      to: to === 'kubernetes-api' ? { kind: to } : { kind: 'resolution' in to ? 'external' : 'service', id: to.id }, only, ...more,
    });
  }
  allows(service: ServiceFacts, from: SourceFact | ServiceFacts | WorkloadFacts | GatewayFacts, only: RequestFacts[] = []): void {
    this.grants.push({ origin: service.origin, mesh: service.mesh, service: service.id, from: sourceOf(from), only });
  }
  policy<K extends AnyPolicyKind['kind']>(kind: K, mesh: MeshFacts, covers: CoverFact | CoverFact[], v: PolicyValue<K> | 'off', name: string = kind): PolicyFacts {
    const list = Array.isArray(covers) ? covers : [covers];
    const id = `${list[0]!.id}/${name}`;
    const p: PolicyFacts = { id, origin: origin(id), kind, mesh: mesh.id, covers: list, value: v };
    this.policies.push(p);
    return p;
  }
  model(): MeshModel {
    return {
      meshes: sorted(this.meshes), namespaces: sorted(this.namespaces), workloads: sorted(this.workloads), services: sorted(this.services), externals: sorted(this.externals), gateways: sorted(this.gateways),
      routes: sorted(this.routes), splits: sorted(this.splits), calls: [...this.callList], grants: [...this.grants], policies: sorted(this.policies),
    };
  }
  resolve(): Resolved { return resolve(this.model()); }
}
export const sourceOf = (from: SourceFact | ServiceFacts | WorkloadFacts | GatewayFacts): SourceFact =>
  ('kind' in from ? from : 'workload' in from ? { kind: 'workload', id: from.workload } : 'listeners' in from ? { kind: 'gateway', id: from.id } : { kind: 'workload', id: from.id });
export const on = {
  mesh: (m: MeshFacts): CoverFact => ({ level: 'mesh', id: m.id }),
  namespace: (id: string): CoverFact => ({ level: 'namespace', id }),
  group: (id: string): CoverFact => ({ level: 'group', id }),
  service: (s: ServiceFacts): CoverFact => ({ level: 'service', id: s.id }),
  version: (s: ServiceFacts, v: string): CoverFact => ({ level: 'version', id: s.id, version: v }),
  external: (e: ExternalFacts): CoverFact => ({ level: 'external', id: e.id }),
  gateway: (g: GatewayFacts): CoverFact => ({ level: 'gateway', id: g.id }),
};

/** Short text of a rule's backends, as `v1 90, v3 10`. */
export function backends(rules: readonly { readonly action: object }[], at = 0): string {
  const action = rules[at]!.action as { backends?: readonly { kind: string; service?: ServiceFacts; external?: ExternalFacts; version?: string; weight: number }[] };
  return (action.backends ?? []).map((b) => `${(b.service ?? b.external)!.name}${b.version ? `@${b.version}` : ''} ${b.weight}`).join(', ');
}
export const codes = (r: Resolved): string[] => r.diagnostics.map((d) => d.code);
