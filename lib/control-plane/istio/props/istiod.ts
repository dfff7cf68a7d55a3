import type { Duration } from 'cdk8s';
import type { Container, EnvVar, HorizontalPodAutoscalerBehavior, Volume, VolumeMount } from '../../../manifests/types';
import type { Autoscaling, DisruptionBudget, Resources, Scheduling } from './common';

/** istiod itself: its Deployment, Service and what scales and protects it. */
export interface IstiodProps extends Scheduling {
  /** Name of its image, or with a slash a whole reference. @default 'pilot' */
  readonly image?: string;
  /** A fixed number of pods; then nothing scales them. @default - see `autoscaling` */
  readonly replicas?: number;
  /** The number of pods, by load. @default - 2 to 5 pods at 80 % of the processor in production, 1 to 5 upstream; dev has one pod. `false`: one pod, or `replicas` */
  readonly autoscaling?: (Autoscaling & { /** Speed of scaling. @default - Kubernetes' own */ readonly behavior?: HorizontalPodAutoscalerBehavior }) | false;
  /** How many pods may be away for a drain. @default - one pod must stay, as soon as there is more than one; `false`: no budget */
  readonly disruptionBudget?: DisruptionBudget | false;
  /** Of its container. @default - production: 500m and 2Gi requested, 2 and 4Gi at most; dev: 10m and 100Mi; upstream: 500m and 2Gi requested, no limits */
  readonly resources?: Resources;
  /** Pods above the number, and below it, while a new version rolls out. @default - 100 % more, 25 % fewer */
  readonly rollout?: { /** @default '100%' */ readonly maxSurge?: number | string; /** @default '25%' */ readonly maxUnavailable?: number | string };
  /**
   * Environment variables, as istiod's `PILOT_*` switches.
   * @default - those that other props set, and but upstream `BLOCKED_CIDRS_IN_JWKS_URIS`, which keeps key sets of RequestAuthentications from being asked of istiod's own host and of the cloud's metadata
   */
  readonly env?: Readonly<Record<string, string>>;
  /** Variables from Secrets, ConfigMaps or fields. @default - none */
  readonly envFrom?: readonly EnvVar[];
  /** Arguments after its own. @default - none */
  readonly extraArgs?: readonly string[];
  /** How long a proxy's connection to istiod lasts at most; then it is made anew, so that load spreads. @default Duration.minutes(30) */
  readonly maxConnectionAge?: Duration;
  /** Share of requests that proxies trace where no TelemetryPolicy says otherwise, in percent. @default - 1; dev: 100 */
  readonly traceSampling?: number;
  /** Status conditions and messages of analyzers on Istio's objects. @default false */
  readonly analysis?: boolean;
  /** PEM text of CAs that the servers of JWKS documents are verified with, beside the system's. @default - the system's only */
  readonly jwksCa?: string;
  /** Taints of nodes whose CNI agent is not ready yet are removed by istiod. @default - not */
  readonly untaintNodes?: boolean | { /** Namespace of the CNI agent. @default - where this control plane has it */ readonly namespace?: string; /** The taint's key. @default 'cni.istio.io/not-ready' */ readonly taint?: string };
  /** Labels of its pods beside its own. @default - none */
  readonly podLabels?: Readonly<Record<string, string>>;
  /** Annotations of its pods beside its own. @default - none */
  readonly podAnnotations?: Readonly<Record<string, string>>;
  /** Labels of the Deployment beside its own. @default - none */
  readonly deploymentLabels?: Readonly<Record<string, string>>;
  /** Annotations of the Deployment. @default - none */
  readonly deploymentAnnotations?: Readonly<Record<string, string>>;
  /** Annotations of its Service, and of those of its tags. @default - none */
  readonly serviceAnnotations?: Readonly<Record<string, string>>;
  /** Annotations of its ServiceAccount, as for a cloud's identity. @default - none */
  readonly serviceAccountAnnotations?: Readonly<Record<string, string>>;
  /** Whether its Service has addresses of one family or both. @default - as the cluster has it */
  readonly ipFamilyPolicy?: 'SingleStack' | 'PreferDualStack' | 'RequireDualStack';
  /** Which ones, the first is preferred. @default - as the cluster has it */
  readonly ipFamilies?: readonly ('IPv4' | 'IPv6')[];
  /** Whether proxies prefer an istiod nearby. `PreferClose` is what clusters before Kubernetes 1.34 call `PreferSameZone`. @default - any */
  readonly trafficDistribution?: 'PreferClose' | 'PreferSameZone' | 'PreferSameNode';
  /** Volumes beside its own. @default - none */
  readonly volumes?: readonly Volume[];
  /** Where it sees them. @default - none */
  readonly volumeMounts?: readonly VolumeMount[];
  /** Containers that run before it. @default - none */
  readonly initContainers?: readonly Container[];
}
