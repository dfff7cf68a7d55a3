import type { ObjectMeta } from '../../manifests/manifest';
import type { MeshFacts, NamespaceFacts } from '../../model';
import type { Resolved } from '../../resolve/resolved';

/** What the security kinds need of the installation. */
export interface SecurityFacts {
  readonly clusterDomain: string;
  readonly trustDomain: string;
  readonly rootNamespace: string;
  readonly revision?: string;
  readonly meshConfig?: MeshConfigFacts;
}
/** The part of Istio's MeshConfig that these kinds read. */
export interface MeshConfigFacts {
  readonly outboundTrafficPolicy?: { readonly mode?: string };
  readonly accessLogFile?: string;
  readonly defaultProviders?: { readonly accessLogging?: readonly string[]; readonly tracing?: readonly string[]; readonly metrics?: readonly string[] };
  readonly extensionProviders?: readonly ({ readonly name: string } & Readonly<Record<string, unknown>>)[];
}
export interface SecurityContext {
  readonly resolved: Resolved;
  readonly facts: SecurityFacts;
}
export const wideName = { sidecar: 'default', peerAuthentication: 'default', telemetry: 'default', defaultDeny: 'allow-nothing' } as const;
export const ownsNamespaceWide = (namespace: NamespaceFacts): boolean => namespace.manage !== 'policies';
export const metaOf = (_: SecurityContext, mesh: MeshFacts, name: string, namespace: string): ObjectMeta =>
  (Object.keys(mesh.labels).length ? { labels: mesh.labels, name, namespace } : { name, namespace });
