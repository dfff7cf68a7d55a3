import type { Affinity, Quantity, Toleration, TopologySpreadConstraint } from '../../../manifests/types';

/** How much of the two resources a container asks for, or may use. */
export interface ResourceAmounts {
  /** Cores, as `'500m'` or `2`. @default - none */
  readonly cpu?: Quantity;
  /** Bytes, as `'2Gi'`. @default - none */
  readonly memory?: Quantity;
}
/** Requests and limits of one container. Given, they replace the default as a whole. */
export interface Resources {
  /** What the scheduler reserves. @default - nothing is reserved */
  readonly requests?: ResourceAmounts;
  /** What it may use at most. @default - unlimited */
  readonly limits?: ResourceAmounts;
}

/** Where images come from. */
export interface ImageProps {
  /** Registry and path before the image's name. @default 'registry.istio.io/release' */
  readonly hub?: string;
  /** Version of the images, as `'1.31.1'`. @default '1.31.1' */
  readonly tag?: string;
  /** The build of the images. @default - the plain images; `distroless` with the ambient data plane, as Istio does */
  readonly variant?: 'debug' | 'distroless';
  /** When a node fetches an image. @default - Kubernetes' own rule: IfNotPresent, unless the tag is latest */
  readonly pullPolicy?: 'Always' | 'IfNotPresent' | 'Never';
  /** Names of Secrets in the namespaces of the pods. @default - none */
  readonly pullSecrets?: readonly string[];
}

/** On which nodes pods run. */
export interface Scheduling {
  /** Nodes that are preferred or needed. @default - see the profile: production spreads istiod over hosts and zones where it can, other pods go anywhere */
  readonly affinity?: Affinity;
  /** How evenly pods are spread. Where a constraint has no `labelSelector`, its own pods are counted. @default - see `affinity` */
  readonly topologySpreadConstraints?: readonly TopologySpreadConstraint[];
  /** Labels that a node must have. @default - any node */
  readonly nodeSelector?: Readonly<Record<string, string>>;
  /** Taints that are put up with, beside those that Istio's own pods always tolerate. @default - none */
  readonly tolerations?: readonly Toleration[];
  /** Who gives way to whom when nodes are full. @default - 'system-cluster-critical' for istiod in production, else none; node agents are always 'system-node-critical' */
  readonly priorityClassName?: string;
}

/** How many pods, decided by load. */
export interface Autoscaling {
  /** Pods at least. @default - 2 in production, 1 in other profiles */
  readonly minReplicas?: number;
  /** Pods at most. @default - 5, or `minReplicas` where that is more */
  readonly maxReplicas?: number;
  /** Average use of the requested processor time that is aimed at, in percent. @default 80 */
  readonly cpu?: number;
  /** Average use of the requested memory that is aimed at, in percent. @default - memory does not count */
  readonly memory?: number;
}

/** How many pods may be away for a drain. One of the two. */
export interface DisruptionBudget {
  /** Number, or as `'50%'`. @default - see `maxUnavailable` */
  readonly minAvailable?: number | string;
  /** Number, or as `'25%'`. @default - `minAvailable: 1` when neither is given */
  readonly maxUnavailable?: number | string;
  /** Whether pods that never became ready may be evicted. @default - Kubernetes' own: IfHealthyBudget */
  readonly unhealthyPodEvictionPolicy?: 'IfHealthyBudget' | 'AlwaysAllow';
}

/** Where the cluster runs; decides paths of the node agents and a few quotas. */
export type Platform = 'gke' | 'eks' | 'k3s' | 'k3d' | 'microk8s' | 'minikube' | 'openshift';

/**
 * `production`: two replicas and more, spread out, a disruption budget, limits, restricted pods. `dev`: one small replica, everything logged and traced.
 * `upstream`: exactly the defaults of Istio's own charts, for those who come from there.
 */
export type Profile = 'production' | 'dev' | 'upstream';
