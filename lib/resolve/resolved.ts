import type { Diagnostic } from '../diagnostics/diagnostic';
import type {
  AnyPolicyKind, CorsFact, ExternalFacts, FaultFact, GatewayFacts, HeaderChangeFact, HttpMethodFact, Id, ListenerFacts, MatchFacts, MeshFacts, MeshModel, Millis, MtlsModeFact,
  NamespaceFacts, Origin, PathFact, PolicyFacts, PolicyValue, PortFacts, RedirectFact, RespondFact, RetryFact, RewriteFact, RouteFacts, ServiceFacts, SourceFact, SplitFacts,
  VersionFacts, WorkloadFacts, CallFacts, GrantFacts,
} from '../model';

/** The model by id and by relation; built once, every look-up is constant. */
export interface ModelIndex {
  readonly mesh: ReadonlyMap<Id, MeshFacts>;
  readonly namespace: ReadonlyMap<Id, NamespaceFacts>;
  readonly workload: ReadonlyMap<Id, WorkloadFacts>;
  readonly service: ReadonlyMap<Id, ServiceFacts>;
  readonly external: ReadonlyMap<Id, ExternalFacts>;
  readonly gateway: ReadonlyMap<Id, GatewayFacts>;
  /** Services in front of a workload. */
  readonly servicesOf: ReadonlyMap<Id, readonly ServiceFacts[]>;
  readonly routesOf: ReadonlyMap<Id, readonly RouteFacts[]>;
  readonly splitOf: ReadonlyMap<Id, SplitFacts>;
  readonly callsFrom: ReadonlyMap<Id, readonly CallFacts[]>;
  readonly callsTo: ReadonlyMap<Id, readonly CallFacts[]>;
  readonly grantsOf: ReadonlyMap<Id, readonly GrantFacts[]>;
  /** What a mesh declared, each list sorted by id. */
  readonly ofMesh: ReadonlyMap<Id, MeshParts>;
}
export interface MeshParts {
  readonly namespaces: readonly NamespaceFacts[];
  readonly workloads: readonly WorkloadFacts[];
  readonly services: readonly ServiceFacts[];
  readonly externals: readonly ExternalFacts[];
  readonly gateways: readonly GatewayFacts[];
  readonly routes: readonly RouteFacts[];
}

/** Where a share of requests ends: an endpoint set, with every split on the way already multiplied in. */
export type ResolvedBackend = (
  | { readonly kind: 'service'; readonly service: ServiceFacts; /** absent: all endpoints */ readonly version?: string; readonly port: PortFacts }
  | { readonly kind: 'external'; readonly external: ExternalFacts; readonly port: PortFacts }
) & { /** whole numbers that total 100, unless there is one backend */ readonly weight: number };

export interface ResolvedForward {
  readonly kind: 'forward';
  readonly backends: readonly ResolvedBackend[];
  readonly rewrite?: RewriteFact;
  /** Copies; percent of the requests, the split of the mirrored service multiplied in. */
  readonly mirrors: readonly { readonly to: ResolvedBackend; readonly percent: number }[];
  /** Absent: none. */
  readonly timeout?: Millis;
  /** Absent: nobody said so, the target's default holds. */
  readonly retries?: RetryFact | 'off';
  readonly fault?: FaultFact;
}

/** One rule of a frontend, in the decided order, with the policies of its destination and of its callers folded in. */
export interface ResolvedRule {
  readonly origin: Origin;
  /** Mesh (id) whose declaration it is: another than the frontend's owner makes it a delegate at a gateway. */
  readonly mesh: Id;
  readonly name?: string;
  /** Any of these; empty: every request. `from` in a match limits it to callers. */
  readonly matches: readonly MatchFacts[];
  /** Authorities (hostnames) a service's rule is limited to; empty: all. */
  readonly hostnames: readonly string[];
  readonly action: ResolvedForward | RedirectFact | RespondFact;
  readonly requestHeaders?: HeaderChangeFact;
  readonly responseHeaders?: HeaderChangeFact;
  readonly cors?: CorsFact;
}

/** The rules of one port of a service's own host; the last one is its default rule, unless a rule before takes every request: what can never be reached is left out. */
export interface PortRules {
  readonly port: PortFacts;
  readonly rules: readonly ResolvedRule[];
  /** Nothing but "send it to all endpoints, with the target's defaults": needs no object. */
  readonly plain: boolean;
}
export interface Frontend {
  readonly service: ServiceFacts;
  /** http, http2, grpc ports. */
  readonly http: readonly PortRules[];
  /** https, tls and tcp ports: the rules have no matches. */
  readonly opaque: readonly PortRules[];
}

/** One host at a gateway: what a VirtualService bound to the gateway says. */
export interface GatewayHost {
  readonly gateway: GatewayFacts;
  /** `*` too. */
  readonly host: string;
  readonly listeners: readonly ListenerFacts[];
  readonly kind: 'http' | 'tls' | 'tcp';
  /** In order; a request that none matches is a 404. Rules of less specific hostnames that cover this host follow those of the host itself. */
  readonly rules: readonly (ResolvedRule & { readonly listeners?: readonly string[] })[];
}

/** A policy that holds for something, and through what. */
export interface Effective<K extends AnyPolicyKind['kind']> {
  readonly value: PolicyValue<K> | 'off';
  readonly policy: PolicyFacts;
  readonly level: 'version' | 'service' | 'external' | 'gateway' | 'group' | 'namespace' | 'mesh';
}

/** Connection policies of a destination for the clients of one mesh. Each block is decided by itself. */
export interface ConnectionPolicies {
  readonly pool?: Effective<'ConnectionPool'>;
  readonly outlier?: Effective<'OutlierDetection'>;
  readonly loadBalancing?: Effective<'LoadBalancing'>;
}

/** Who may reach a workload: additive. */
export interface Admission {
  readonly origin: Origin;
  readonly from: SourceFact;
  /** Container ports; empty: every port (only for workloads without services). */
  readonly ports: readonly number[];
  /** Empty: every method. Never set for ports that are not HTTP. */
  readonly methods: readonly HttpMethodFact[];
  /** Empty: every path. */
  readonly paths: readonly PathFact[];
  readonly claims: Readonly<Record<string, readonly string[]>>;
}

/** What a client's proxy must know of. */
export interface Reach {
  readonly services: readonly ServiceFacts[];
  readonly externals: readonly ExternalFacts[];
  readonly kubernetesApi: boolean;
}

/** An adding server-side policy on a workload: which container ports it is about. */
export interface ServerPolicy<K extends AnyPolicyKind['kind']> {
  readonly value: PolicyValue<K>;
  readonly policy: PolicyFacts;
  /** Container ports of the services that it covers. */
  readonly ports: readonly PortFacts[];
  /** It covers every port of the workload. */
  readonly allPorts: boolean;
}

/** mTLS of a workload: its mode, and container ports that differ from it. */
export interface ResolvedMtls {
  readonly mode: MtlsModeFact;
  readonly ports: ReadonlyMap<number, MtlsModeFact>;
  /** What its namespace says without it. */
  readonly inherited: MtlsModeFact;
}

/** The model with everything worked out that does not depend on a target. Look-ups are pure; what is cheap is worked out again rather than held. */
export interface Resolved {
  readonly model: MeshModel;
  readonly index: ModelIndex;
  /** All that is wrong with the mesh, each with the construct that caused it. */
  readonly diagnostics: readonly Diagnostic[];

  frontend(service: ServiceFacts): Frontend;
  /** As a frontend's ports, for a host outside the mesh: its policies, and options of its callers. HTTP ports have matches, others one rule. */
  externalRules(external: ExternalFacts): readonly PortRules[];
  gatewayHosts(gateway: GatewayFacts): readonly GatewayHost[];
  /** `client`: the mesh whose callers ask; another than the callee's has its own policies in front of the owner's. */
  connection(destination: ServiceFacts | ExternalFacts, client: MeshFacts, version?: VersionFacts): ConnectionPolicies;
  /** Meshes other than the owner's that declared connection policies of their own for this destination. */
  clientsWithOwnConnection(destination: ServiceFacts | ExternalFacts): readonly MeshFacts[];
  admissions(workload: WorkloadFacts): readonly Admission[];
  reach(workload: WorkloadFacts): Reach;
  mtls(workload: WorkloadFacts): ResolvedMtls;
  /** Namespace-wide mode: the namespace's policy, else the mesh's, else the mesh's own prop. */
  namespaceMtls(namespace: NamespaceFacts): MtlsModeFact;
  /** Adding kinds on a workload, group, namespace and mesh wide ones included. */
  serverPolicies<K extends AnyPolicyKind['kind']>(kind: K, workload: WorkloadFacts): readonly ServerPolicy<K>[];
  gatewayPolicies<K extends AnyPolicyKind['kind']>(kind: K, gateway: GatewayFacts): readonly PolicyFacts<K, PolicyValue<K>>[];
  /** Replacing kinds; TelemetryPolicy section by section. */
  effective<K extends AnyPolicyKind['kind']>(kind: K, subject: ServiceFacts | ExternalFacts | GatewayFacts | NamespaceFacts | MeshFacts | WorkloadFacts): Effective<K> | undefined;
}
