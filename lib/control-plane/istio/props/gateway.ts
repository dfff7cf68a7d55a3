import type { Container, EnvVar, HorizontalPodAutoscalerBehavior, Lifecycle, PodSecurityContext, Probe, SecurityContext, ServicePort, Volume, VolumeMount } from '../../../manifests/types';
import type { Autoscaling, DisruptionBudget, Resources, Scheduling } from './common';

/** Pods of a gateway: what routes and certificates they serve is declared with `MeshGateway`. */
export interface IstioGatewayProps extends Scheduling {
  /** Where it runs. It needs a namespace of its own, because certificates are read there. @default - the gateway's name */
  readonly namespace?: string;
  /** Whether the namespace is written too. @default true */
  readonly createNamespace?: boolean;
  /** Labels of its pods beside `app` and `istio`. @default - none */
  readonly labels?: Readonly<Record<string, string>>;
  /** A fixed number of pods; then nothing scales them. @default - see `autoscaling` */
  readonly replicas?: number;
  /** @default - 2 to 5 pods at 80 % of the processor in production, 1 to 5 upstream; dev has one pod. `false`: one pod, or `replicas` */
  readonly autoscaling?: (Autoscaling & { /** @default - Kubernetes' own */ readonly behavior?: HorizontalPodAutoscalerBehavior }) | false;
  /** @default - one pod must stay, as soon as there is more than one; upstream: none. `false`: no budget */
  readonly disruptionBudget?: DisruptionBudget | false;
  /** @default - 100m and 128Mi requested, 2 and 1Gi at most; dev: 10m and 40Mi requested */
  readonly resources?: Resources;
  /** One pod on every node instead of a Deployment. @default false */
  readonly daemonSet?: boolean;
  /** How it is reached. `false`: no Service. @default - a LoadBalancer */
  readonly service?: GatewayServiceProps | false;
  /** It is the entry of this network for other clusters: ports 15443, 15012 and 15017, and pods that know the network. @default - it is for users */
  readonly networkGateway?: string;
  /** Network policy for its pods. @default - as the control plane's `networkPolicy` */
  readonly networkPolicy?: boolean;
  /** Name of the ServiceAccount. @default - the gateway's name */
  readonly serviceAccountName?: string;
  readonly serviceAccountAnnotations?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly podAnnotations?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly envFrom?: readonly EnvVar[];
  /** @default - what low ports need, and the profile RuntimeDefault but upstream */
  readonly podSecurityContext?: PodSecurityContext;
  /** @default - no capabilities, no root, a read-only file system */
  readonly securityContext?: SecurityContext;
  readonly readinessProbe?: Probe;
  readonly lifecycle?: Lifecycle;
  /** Seconds that connections get to end. @default 30 */
  readonly terminationGracePeriodSeconds?: number;
  readonly minReadySeconds?: number;
  readonly volumes?: readonly Volume[];
  readonly volumeMounts?: readonly VolumeMount[];
  readonly initContainers?: readonly Container[];
  readonly additionalContainers?: readonly Container[];
}

export interface GatewayServiceProps {
  /** @default 'LoadBalancer' */
  readonly type?: 'LoadBalancer' | 'ClusterIP' | 'NodePort';
  /** @default - 15021 for the load balancer's health check, 80 and 443 */
  readonly ports?: readonly ServicePort[];
  readonly annotations?: Readonly<Record<string, string>>;
  readonly clusterIP?: string;
  readonly loadBalancerIP?: string;
  readonly loadBalancerClass?: string;
  /** Ranges of addresses that may reach it. @default - any */
  readonly loadBalancerSourceRanges?: readonly string[];
  /** `Local` keeps the client's address. @default - Kubernetes' own: Cluster */
  readonly externalTrafficPolicy?: 'Cluster' | 'Local';
  readonly externalIPs?: readonly string[];
  readonly ipFamilyPolicy?: 'SingleStack' | 'PreferDualStack' | 'RequireDualStack';
  readonly ipFamilies?: readonly ('IPv4' | 'IPv6')[];
}
