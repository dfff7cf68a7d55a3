/**
 * A cluster that another cluster's istiod serves: the remote of a primary, which reaches that through the primary's gateway between networks (`address`), or of an external control plane, which
 * has an address that the whole internet trusts (`webhookUrl`). Its name (`clusterName`) must be told.
 */
export interface RemoteProps {
  /** Where the other istiod is reached from here: the address of the primary's gateway, or its host name. Istiod's Service leads there. @default - no such Service; then `webhookUrl` says where it is */
  readonly address?: string;
  /** Where its webhooks are reached, as `'https://istiod.example.com:15017'`, instead of through istiod's Service. @default - through the Service */
  readonly webhookUrl?: string;
  /** What the API server verifies its certificate with, as PEM text. @default - istiod writes it, as the primary does in its remotes; with `webhookUrl`, the roots that the API server has */
  readonly webhookCa?: string;
  /** Path of injection, by which istiod is told where a pod is. @default - '/inject/cluster/<clusterName>/net/<network>' */
  readonly injectionPath?: string;
  /** Clusters whose istiod may lead here: it brings the root certificate to each namespace, and to the webhooks. An annotation of istiod's namespace, so yours to write where `createNamespace` is false. @default ['*'] */
  readonly controlPlaneClusters?: readonly string[];
  /** Istio's objects and the mesh's settings are kept here, for an istiod elsewhere that has rights in this cluster: those, its webhook of validation and its ConfigMaps are written. @default - false; they are the primary's */
  readonly configCluster?: boolean;
  /** An istiod here that does nothing but inject; proxies are configured by the other one. @default false */
  readonly localInjector?: boolean;
}

/** Which webhooks are written. */
export interface WebhookProps {
  /** Those that inject proxies, of revisions and of tags. @default true */
  readonly injection?: boolean;
  /** Those that have istiod check Istio's objects. @default true */
  readonly validation?: boolean;
}
