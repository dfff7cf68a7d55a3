import type { Declared, Id, Labels } from './ids';

export type Protocol = 'http' | 'http2' | 'grpc' | 'https' | 'tls' | 'tcp';
/** Protocols whose requests a proxy sees one by one. */
export const HTTP_PROTOCOLS: ReadonlySet<Protocol> = new Set<Protocol>(['http', 'http2', 'grpc']);

export interface PortFacts {
  readonly name: string;
  /** Port of the service. */
  readonly number: number;
  readonly protocol: Protocol;
  /** Port of the container: policies of the server's side are keyed by it. */
  readonly containerPort: number;
  /** Name of the container port, where the Service refers to it by name. */
  readonly targetPortName?: string;
}

/** How the pods of one version come to be. */
export type PodSource =
  | { readonly kind: 'container'; readonly container: ContainerFacts }
  /** A construct of the user's holds the Deployment, StatefulSet, …; it is written by whoever owns it. */
  | { readonly kind: 'construct'; readonly path: string; readonly workloadKind: string; readonly name: string; readonly namespace?: string }
  | { readonly kind: 'existing' };

export interface ContainerFacts {
  readonly image: string;
  readonly replicas?: number;
  readonly env: Readonly<Record<string, string>>;
  readonly resources?: object;
  readonly readiness?: object;
}

export interface VersionFacts {
  /** `v1` where the service has one workload and names no versions. */
  readonly name: string;
  /** Pod labels that tell this version from its siblings, the workload's own among them. */
  readonly labels: Labels;
  /** Name of its Deployment (for `container`), `<workload>-<version>`. */
  readonly podsName: string;
  readonly pods: PodSource;
}

/** Pods with one identity: what a proxy, a Sidecar, a PeerAuthentication and an AuthorizationPolicy are about. All versions of a service are one workload. */
export interface WorkloadFacts extends Declared {
  readonly mesh: Id;
  readonly namespace: Id;
  readonly groups: readonly Id[];
  /** `app` label, name of its policies. */
  readonly name: string;
  /** Labels that select all of its pods. */
  readonly selector: Labels;
  readonly serviceAccount: string;
  /** Whether the ServiceAccount is ours to write. */
  readonly createServiceAccount: boolean;
  /** Has a proxy. */
  readonly meshed: boolean;
  readonly versions: readonly VersionFacts[];
}

/** A host with ports, in front of one workload. */
export interface ServiceFacts extends Declared {
  readonly mesh: Id;
  readonly namespace: Id;
  /** Enclosing MeshGroups, the innermost first. */
  readonly groups: readonly Id[];
  readonly name: string;
  readonly ports: readonly PortFacts[];
  readonly headless: boolean;
  /** The Kubernetes Service is there already: none is written. */
  readonly existing: boolean;
  readonly workload: Id;
  /** Whether the user named versions: then each is an endpoint set of its own. */
  readonly versioned: boolean;
}

/** A host outside the mesh. */
export interface ExternalFacts extends Declared {
  readonly mesh: Id;
  readonly namespace: Id;
  readonly groups: readonly Id[];
  readonly name: string;
  readonly hosts: readonly string[];
  readonly ports: readonly PortFacts[];
  readonly resolution: 'DNS' | 'NONE' | 'STATIC';
  readonly addresses: readonly string[];
  /** The application speaks plain HTTP, the proxy originates TLS. */
  readonly tls?: {
    readonly port: number;
    readonly sni?: string;
    readonly caCertificates?: string;
    /** Name of the Secret with the client's certificate. */
    readonly clientCertificate?: string;
    readonly subjectAltNames: readonly string[];
  };
  /** Egress gateway (id) that its traffic leaves through. */
  readonly via?: Id;
}
