import type { Condition } from './condition';
import type { Provenance, Sourced } from './provenance';

/** Milliseconds; 0 where it says so: none. */
export type Millis = number;

/** What the whole installation is like. */
export interface Installation {
  readonly rootNamespace: string;
  readonly clusterDomain: string;
  readonly trustDomain: string;
  /** Whether what the input does not hold does not exist. `open`: it may, so nothing is wrong that only its absence would make wrong. */
  readonly inventory: 'open' | 'closed';
}

export type PortProtocol = 'http' | 'http2' | 'grpc' | 'grpc-web' | 'https' | 'tls' | 'tcp' | 'mongo' | 'mysql' | 'redis' | 'udp'
  /** Not declared: the proxy looks at the first bytes. */
  | 'auto';
/** Protocols whose requests a proxy sees one by one. */
export const isHttp = (p: PortProtocol): boolean => p === 'http' || p === 'http2' || p === 'grpc' || p === 'grpc-web';

/** Pods of one template: who calls, who is called. */
export interface Workload {
  /** `namespace/name`. */
  readonly id: string;
  readonly namespace: string;
  readonly name: string;
  /** `Deployment`, `StatefulSet`, `Pod`, `WorkloadEntry`, … */
  readonly kind: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly serviceAccount: string;
  /** Identity without `spiffe://`: `cluster.local/ns/shop/sa/web`. */
  readonly principal: string;
  readonly proxy: 'sidecar' | 'gateway' | 'none';
  readonly ports: readonly { readonly name?: string; readonly number: number; readonly protocol?: string }[];
  /** Absent: not said (one). */
  readonly replicas?: number;
  readonly from: Provenance;
}

export interface HostPort {
  /** Port of the host. */
  readonly number: number;
  readonly name: string;
  readonly protocol: PortProtocol;
  /** Port of the container, or its name. */
  readonly targetPort: number | string;
}

/** A name that requests can be sent to: a Service, or a host of a ServiceEntry. */
export interface Host {
  /** Fully qualified; may begin with `*.`. */
  readonly name: string;
  readonly namespace: string;
  readonly kind: 'Service' | 'ServiceEntry';
  readonly ports: readonly HostPort[];
  /** Its clients connect to the pod that they chose. */
  readonly headless: boolean;
  /** Outside of the mesh. */
  readonly external: boolean;
  /** How its endpoints are found. `client`: by those who call it (headless); `dns`, `static`, `none` (the address that was dialled): ServiceEntry. `alias`: ExternalName. */
  readonly resolution: 'workloads' | 'client' | 'dns' | 'static' | 'none' | 'alias';
  readonly aliasOf?: string;
  /** Virtual addresses, as far as they are known. */
  readonly addresses: readonly string[];
  /** Namespaces that see it: `*`, `.`, names; empty: nobody (`~`). */
  readonly exportTo: readonly string[];
  /** Workloads behind it, by label and namespace. */
  readonly selector?: Readonly<Record<string, string>>;
  readonly endpoints: readonly Endpoint[];
  readonly subjectAltNames: readonly string[];
  readonly from: Provenance;
}
export interface Endpoint { readonly address: string; readonly ports: Readonly<Record<string, number>>; readonly labels: Readonly<Record<string, string>>; readonly serviceAccount?: string; readonly weight?: number; readonly locality?: string; readonly from: Provenance }

// ── what a client does ──

/** Where requests end: a port of a host, or of one of its subsets. Envoy's cluster `outbound|port|subset|host`. */
export interface Target { readonly host: string; readonly port: number; readonly subset?: string }

export interface HeaderChange {
  readonly set: Readonly<Record<string, string>>;
  readonly add: Readonly<Record<string, string>>;
  readonly remove: readonly string[];
}
export interface Share {
  readonly to: Target;
  /** As written; shares are weights by their total. */
  readonly weight: number;
  /** Made before the rule's own. A rule with one share has these among its own. */
  readonly requestHeaders?: HeaderChange;
  readonly responseHeaders?: HeaderChange;
  /** Host header that this share gets; wins over the rule's rewrite. */
  readonly authority?: string;
  readonly from: Provenance;
}
export interface Retries {
  /** 0: none. */
  readonly attempts: number;
  /** 0: as long as the whole request may take. */
  readonly perTryTimeout: Millis;
  /** Sorted; the names of conditions, and status codes. */
  readonly on: readonly string[];
  /** Between tries, at first. Absent: 25 ms, Envoy's own. */
  readonly backoff?: Millis;
  readonly remoteLocalities?: boolean;
  /** Tries go to other endpoints than before. */
  readonly avoidPrevious?: boolean;
}
export interface Fault {
  readonly delay?: { readonly by: Millis; readonly percent: number };
  readonly abort?: { readonly status?: number; readonly grpcStatus?: string; readonly percent: number };
}
export interface Rewrite {
  readonly authority?: string;
  /** The whole path, where the rule matches one exactly; of a prefix, the prefix. */
  readonly path?: string;
  readonly prefix?: { readonly match: string; readonly by: string };
  readonly regex?: { readonly match: string; readonly by: string };
}
export interface Cors {
  readonly allowOrigins: readonly import('./condition').TextMatch[];
  readonly allowMethods: readonly string[];
  readonly allowHeaders: readonly string[];
  readonly exposeHeaders: readonly string[];
  readonly allowCredentials?: boolean;
  readonly maxAge?: Millis;
  readonly unmatchedPreflights?: 'FORWARD' | 'IGNORE';
}
/** What consistent hashing goes by. */
export type HashBy = { readonly header: string } | { readonly cookie: string; readonly path?: string; readonly ttl?: Millis } | { readonly query: string } | { readonly sourceIp: true };

export interface Forward {
  readonly kind: 'forward';
  readonly to: readonly Share[];
  readonly rewrite?: Sourced<Rewrite>;
  readonly mirrors: readonly { readonly to: Target; readonly percent: number; readonly from: Provenance }[];
  /** 0: none. */
  readonly timeout: Sourced<Millis>;
  readonly retries: Sourced<Retries>;
  readonly fault?: Sourced<Fault>;
  /** What a target that balances by consistent hashing goes by: without it, by nothing. A rule's settings for a port count only where the route names the port. */
  readonly hash?: readonly HashBy[];
}
export interface RedirectAction {
  readonly kind: 'redirect';
  readonly status: number;
  readonly scheme?: string;
  readonly authority?: string;
  readonly port?: number;
  /** The new path; absent: the old one. */
  readonly path?: string;
  readonly prefix?: { readonly match: string; readonly by: string };
}
export interface RespondAction { readonly kind: 'respond'; readonly status: number; readonly body?: string }
/** Out to the address that the caller dialled, past the mesh's knowledge. */
export interface PassthroughAction { readonly kind: 'passthrough' }

export interface Rule {
  readonly name?: string;
  readonly when: Condition;
  readonly action: Forward | RedirectAction | RespondAction | PassthroughAction;
  readonly requestHeaders?: HeaderChange;
  readonly responseHeaders?: HeaderChange;
  readonly cors?: Sourced<Cors>;
  readonly from: Provenance;
}

/** The rules that requests for some names meet. The first that holds decides; none: 404. */
export interface VirtualHost {
  /** Names without port; `*.example.com`, `*`. */
  readonly domains: readonly string[];
  readonly rules: readonly Rule[];
  /** All requests are sent to HTTPS (301). */
  readonly requireTls?: Provenance;
  readonly from: Provenance;
}
/** The virtual hosts of one port. */
export interface HttpTable {
  readonly port: number;
  /** The one that a Host header means: exact, then the longest wildcard, then `*`. A port in it is ignored, as is case. */
  find(authority: string): VirtualHost | undefined;
  /** All of them; costs the whole table. */
  all(): readonly VirtualHost[];
}
/** Connections whose requests nobody looks into. The first that holds decides. */
export interface ByteRule {
  /** Over SNI, addresses. */
  readonly when: Condition;
  /** Host that has its address, or its pods', for itself: connections to others pass the rule by, whatever `when` says. Absent: `when` says all; hosts without an address share their port. */
  readonly host?: string;
  readonly to: readonly Share[];
  readonly from: Provenance;
}

export interface ClientTls {
  /** `AUTO`: mutual TLS with endpoints that have a proxy, plaintext with others. Names that are not said are, with mutual TLS of the mesh, the target's SNI and the identities of who is behind it. */
  readonly mode: 'AUTO' | 'DISABLE' | 'SIMPLE' | 'MUTUAL' | 'ISTIO_MUTUAL';
  readonly sni?: string;
  readonly subjectAltNames?: readonly string[];
  /** What the server's certificate is verified against: a file, `system`, a Secret. Absent: not at all. */
  readonly caCertificates?: string;
  /** Name of the Secret. */
  readonly credential?: string;
  readonly clientCertificate?: string;
  readonly insecureSkipVerify?: boolean;
  /** TLS that is asked for, but not as a proxy could open it, so that there is none: a Secret in a rule that is not for some workloads only, no certificate of its own. */
  readonly unfit?: { readonly mode: 'SIMPLE' | 'MUTUAL'; readonly why: 'secret-without-selector' | 'no-client-certificate' };
}
/** Absent: no limit, or Envoy's own default. */
export interface Pool {
  readonly connectTimeout: Millis;
  readonly maxConnections?: number;
  readonly idleTimeout?: Millis;
  readonly maxConnectionDuration?: Millis;
  readonly tcpKeepalive?: { readonly probes?: number; readonly time?: Millis; readonly interval?: Millis };
  readonly maxPendingRequests?: number;
  readonly maxRequests?: number;
  readonly maxRequestsPerConnection?: number;
  readonly maxRetries?: number;
  readonly httpIdleTimeout?: Millis;
  readonly maxConcurrentStreams?: number;
  /** Protocol towards the server. */
  readonly http2?: boolean | 'as-client';
}
/** 0 switches a condition off. */
export interface Outlier {
  readonly consecutive5xx: number;
  readonly consecutiveGatewayErrors: number;
  readonly splitLocalErrors?: boolean;
  readonly consecutiveLocalFailures?: number;
  readonly interval: Millis;
  readonly baseEjection: Millis;
  readonly maxEjectionPercent: number;
  readonly minHealthPercent: number;
}
export interface Balancing {
  readonly algorithm: 'LEAST_REQUEST' | 'ROUND_ROBIN' | 'RANDOM' | 'PASSTHROUGH' | 'RING_HASH' | 'MAGLEV';
  readonly hash?: HashBy;
  readonly ringSize?: number;
  readonly warmup?: Millis;
  /** As written. Absent: Istio's own, its locality before others where outliers are left alone. */
  readonly locality?: { readonly enabled: boolean; readonly distribute?: readonly object[]; readonly failover?: readonly { readonly from: string; readonly to: string }[]; readonly failoverPriority?: readonly string[] };
}
/** How a target is reached by one client. */
export interface Destination {
  readonly target: Target;
  readonly host: Host;
  readonly port: HostPort;
  /** Labels of its subset; empty: all endpoints. */
  readonly labels: Readonly<Record<string, string>>;
  /** Workloads behind it; empty with addresses only, or when nobody is there. */
  workloads(): readonly Workload[];
  readonly tls: Sourced<ClientTls>;
  readonly pool: Sourced<Pool>;
  readonly outlier?: Sourced<Outlier>;
  readonly balancing: Sourced<Balancing>;
  /** The objects that decide, the first first. Empty: none does. */
  readonly rules: readonly Provenance[];
}

/** What a proxy does with the requests of its own workload. */
export interface Client {
  readonly workload: Workload;
  /** What limits its view: a Sidecar, or the default (everything). */
  readonly scope: Provenance;
  /** Hosts that it knows; costs the whole mesh. */
  hosts(): readonly Host[];
  /** A host that it knows, by its full name. */
  host(name: string): Host | undefined;
  /** Ports with a table. */
  httpPorts(): readonly number[];
  http(port: number): HttpTable | undefined;
  /** In order; for connections that are no HTTP, on a port. */
  bytes(port: number): readonly ByteRule[];
  /** Hosts that it does not know. `egress`: a gateway of that name takes them. */
  readonly unknown: Sourced<'allow' | 'refuse' | Target>;
  /** undefined: there is no such cluster for it (unknown host, port or subset): 503. */
  destination(target: Target): Destination | undefined;
}

// ── what a server does ──

export interface JwtRule {
  readonly issuer: string;
  readonly audiences: readonly string[];
  /** Where the token is looked for. */
  readonly headers: readonly { readonly name: string; readonly prefix: string }[];
  readonly params: readonly string[];
  readonly cookies: readonly string[];
  /** Claims whose text is a list of words. @default - `permission` and `scope` */
  readonly spacedClaims?: readonly string[];
  readonly from: Provenance;
}
export interface AuthorizationRule { readonly when: Condition; readonly from: Provenance }
export interface Authorization {
  readonly action: 'CUSTOM' | 'DENY' | 'ALLOW' | 'AUDIT';
  readonly dryRun: boolean;
  readonly provider?: string;
  /** It is written as CUSTOM, but the proxy refuses what meets its rules: the mesh's configuration or the mesh itself has no such authorizer, policies of one workload name several, or it is a dry run, which authorizers have none of. */
  readonly failed?: 'unknown-provider' | 'several-providers' | 'dry-run-denies';
  /** Any of them; none: nothing matches. */
  readonly rules: readonly AuthorizationRule[];
  readonly from: Provenance;
}
/** What is asked of a request, in this order: CUSTOM, tokens, DENY, ALLOW (one must match, if there is any). */
export interface Gate {
  readonly jwt: readonly JwtRule[];
  readonly authorization: readonly Authorization[];
}
export interface ServerPort {
  /** Of the container. */
  readonly number: number;
  readonly protocol: PortProtocol;
  readonly tls: Sourced<'STRICT' | 'PERMISSIVE' | 'DISABLE'>;
  /** As seen with the protocol of the port: on one that is no HTTP, conditions on requests have been worked out as the proxy does. */
  readonly gate: Gate;
  /** What is asked of connections that are no HTTP, on a port that takes both (`auto`). */
  readonly bytesGate?: Gate;
  /** Where it hands requests on to, if not to the port itself. */
  readonly forwardTo?: Sourced<string>;
}
export interface Server {
  readonly workload: Workload;
  /** Ports that are declared: of Services before it, and of its containers. */
  readonly ports: readonly ServerPort[];
  /** Any port. */
  port(number: number): ServerPort;
  /** EnvoyFilters and extensions that change its proxy and are not read. */
  readonly unread: readonly Provenance[];
}

// ── what a gateway does ──

export interface ServerTls {
  readonly mode: 'SIMPLE' | 'MUTUAL' | 'OPTIONAL_MUTUAL' | 'ISTIO_MUTUAL' | 'PASSTHROUGH' | 'AUTO_PASSTHROUGH';
  /** Name of the Secret; it is looked for in the namespace of the gateway's pods. */
  readonly credential?: string;
  /** Certificate that is mounted, where there is no Secret. */
  readonly serverCertificate?: string;
  readonly caCertificates?: string;
  /** Names of which a client's certificate must have one. */
  readonly subjectAltNames?: readonly string[];
  readonly minVersion?: string;
}
/** Servers of one port whose requests share a table. */
export interface GatewayServer {
  /** SNI names it really takes, of which the longest wins; `*` and plain HTTP: all; none: no connection gets here. TLS that is passed on takes the names of its rules. */
  readonly hosts: readonly string[];
  /** The hosts as the Gateway's servers have them, each `host` or `namespace/host`. */
  readonly declared: readonly string[];
  readonly tls?: Sourced<ServerTls>;
  /** HTTP, after TLS was ended where there is TLS. */
  readonly http?: HttpTable;
  /** Not HTTP, or TLS that is passed on. */
  readonly bytes?: readonly ByteRule[];
  /** As seen with its protocol. */
  readonly gate: Gate;
  readonly from: Provenance;
}
/** A server of a Gateway that a workload does not serve, because another has what it wants. */
export interface IgnoredServer {
  readonly server: Provenance;
  /** `duplicate-host`: a name with TLS is served on that port already; `port-taken`: the port has another protocol; `same-port-name`: two HTTPS servers of one name. */
  readonly why: 'duplicate-host' | 'port-taken' | 'same-port-name';
  readonly host?: string;
  readonly because: Provenance;
}
export interface GatewayListener {
  /** As in the Gateway's server. */
  readonly port: number;
  /** Port of the gateway's pod; policies are keyed by it. */
  readonly podPort: number;
  /** Address it is bound to. @default - all */
  readonly bind?: string;
  readonly protocol: 'HTTP' | 'HTTPS' | 'TLS' | 'TCP';
  readonly servers: readonly GatewayServer[];
  /** Of its first server. */
  readonly gate: Gate;
  /** Two of its servers take one name by SNI (`*`: any), so that the proxy refuses the listener as a whole: nothing listens, or what was there before. */
  readonly refused?: { readonly name: string; readonly servers: readonly Provenance[] };
}
export interface Gateway {
  readonly workload: Workload;
  readonly listeners: readonly GatewayListener[];
  readonly ignored: readonly IgnoredServer[];
  destination(target: Target): Destination | undefined;
  readonly unread: readonly Provenance[];
}

/** What every proxy of a mesh will really do. Everything is worked out when it is asked for, once. */
export interface EffectiveMesh {
  readonly installation: Installation;
  readonly workloads: readonly Workload[];
  /** By `namespace/name`. */
  workload(id: string): Workload | undefined;
  /** All that a full name means, in every namespace. */
  hosts(name: string): readonly Host[];
  /** For workloads with a sidecar. */
  client(workload: Workload): Client;
  server(workload: Workload): Server;
  /** For workloads that are gateways. */
  gateway(workload: Workload): Gateway;
}
