import type { Duration } from 'cdk8s';
import type { Container, EnvVar, HorizontalPodAutoscalerBehavior, Volume, VolumeMount } from '../../../manifests/types';
import type { Autoscaling, DisruptionBudget, Resources, Scheduling } from './common';

/** istiod itself: its Deployment, Service and what scales and protects it. */
export interface IstiodProps extends Scheduling {
  /** A fixed number of pods; then nothing scales them. @default - see `autoscaling` */
  readonly replicas?: number;
  /** @default - 2 to 5 pods at 80 % of the processor in production, 1 to 5 upstream; dev has one pod. `false`: one pod, or `replicas` */
  readonly autoscaling?: (Autoscaling & { /** Speed of scaling. @default - Kubernetes' own */ readonly behavior?: HorizontalPodAutoscalerBehavior }) | false;
  /** @default - one pod must stay, as soon as there is more than one; `false`: no budget */
  readonly disruptionBudget?: DisruptionBudget | false;
  /** @default - production: 500m and 2Gi requested, 2 and 4Gi at most; dev: 10m and 100Mi; upstream: 500m and 2Gi requested, no limits */
  readonly resources?: Resources;
  /** Pods above the number, and below it, while a new version rolls out. @default - 100 % more, 25 % fewer */
  readonly rollout?: { /** @default '100%' */ readonly maxSurge?: number | string; /** @default '25%' */ readonly maxUnavailable?: number | string };
  /** Environment variables, as istiod's `PILOT_*` switches. @default - none beside those that other props set */
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
  readonly untaintNodes?: boolean | { /** Namespace of the CNI agent. @default - where this control plane has it */ readonly namespace?: string };
  readonly podLabels?: Readonly<Record<string, string>>;
  readonly podAnnotations?: Readonly<Record<string, string>>;
  readonly deploymentLabels?: Readonly<Record<string, string>>;
  readonly deploymentAnnotations?: Readonly<Record<string, string>>;
  readonly serviceAnnotations?: Readonly<Record<string, string>>;
  readonly serviceAccountAnnotations?: Readonly<Record<string, string>>;
  /** @default - as the cluster has it */
  readonly ipFamilyPolicy?: 'SingleStack' | 'PreferDualStack' | 'RequireDualStack';
  /** @default - as the cluster has it */
  readonly ipFamilies?: readonly ('IPv4' | 'IPv6')[];
  /** Whether proxies prefer an istiod nearby. `PreferClose` is what clusters before Kubernetes 1.34 call `PreferSameZone`. @default - any */
  readonly trafficDistribution?: 'PreferClose' | 'PreferSameZone' | 'PreferSameNode';
  readonly volumes?: readonly Volume[];
  readonly volumeMounts?: readonly VolumeMount[];
  readonly initContainers?: readonly Container[];
}
