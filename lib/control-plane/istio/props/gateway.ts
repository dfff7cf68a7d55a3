import type { Container, EnvVar, HorizontalPodAutoscalerBehavior, Lifecycle, PodDNSConfig, PodSecurityContext, Probe, SecurityContext, ServicePort, Volume, VolumeMount } from '../../../manifests/types';
import type { Autoscaling, DisruptionBudget, Resources, Scheduling } from './common';

/** Pods of a gateway: what routes and certificates they serve is declared with `MeshGateway`. */
export interface IstioGatewayProps extends Scheduling {
  /** Where it runs. It needs a namespace of its own, because certificates are read there. @default - the gateway's name */
  readonly namespace?: string;
  /** Whether the namespace is written too. @default - true, but of the cluster's own namespaces, as kube-system */
  readonly createNamespace?: boolean;
  /** Labels of its pods and of all of its objects but the namespace, beside `app` and `istio`. @default - none */
  readonly labels?: Readonly<Record<string, string>>;
  /** A fixed number of pods; then nothing scales them. @default - see `autoscaling` */
  readonly replicas?: number;
  /** The number of pods, by load. @default - 2 to 5 pods at 80 % of the processor in production, 1 to 5 upstream; dev has one pod. `false`: one pod, or `replicas` */
  readonly autoscaling?: (Autoscaling & { /** @default - Kubernetes' own */ readonly behavior?: HorizontalPodAutoscalerBehavior }) | false;
  /** How many pods may be away for a drain. @default - one pod must stay, as soon as there is more than one; upstream: none. `false`: no budget */
  readonly disruptionBudget?: DisruptionBudget | false;
  /** Of the proxy's container. @default - 100m and 128Mi requested, 2 and 1Gi at most; dev: 10m and 40Mi requested */
  readonly resources?: Resources;
  /** One pod on every node instead of a Deployment. @default false */
  readonly daemonSet?: boolean;
  /** How it is reached. `false`: no Service. @default - a LoadBalancer */
  readonly service?: GatewayServiceProps | false;
  /** It is the entry of this network for other clusters: ports 15443, 15012 and 15017, and pods that know the network. @default - it is for users */
  readonly networkGateway?: string;
  /** What other clusters reach through a `networkGateway`: the services of this network, and this cluster's istiod, for those that it serves. Istio's charts leave both to you. @default - nothing */
  readonly exposes?: readonly ('services' | 'istiod')[];
  /** Network policy for its pods. @default - as the control plane's `networkPolicy` */
  readonly networkPolicy?: boolean;
  /** Name of the ServiceAccount. @default - the gateway's name */
  readonly serviceAccountName?: string;
  /** Annotations of its ServiceAccount, as for a cloud's identity. @default - none */
  readonly serviceAccountAnnotations?: Readonly<Record<string, string>>;
  /** Annotations of its Deployment or DaemonSet, Service, autoscaler, Role and RoleBinding. @default - none */
  readonly annotations?: Readonly<Record<string, string>>;
  /** Annotations of its pods, beside those that have them injected. @default - none */
  readonly podAnnotations?: Readonly<Record<string, string>>;
  /** Environment variables of the proxy. @default - none */
  readonly env?: Readonly<Record<string, string>>;
  /** Variables from Secrets, ConfigMaps or fields. @default - none */
  readonly envFrom?: readonly EnvVar[];
  /** Of its pods. @default - what low ports need, and the profile RuntimeDefault but upstream */
  readonly podSecurityContext?: PodSecurityContext;
  /** Of the proxy's container. @default - no capabilities, no root, a read-only file system */
  readonly securityContext?: SecurityContext;
  /** When a pod gets traffic. @default - the injected one: its proxy is ready */
  readonly readinessProbe?: Probe;
  /** Hooks of the proxy's container. @default - none */
  readonly lifecycle?: Lifecycle;
  /** Seconds that connections get to end. @default 30 */
  readonly terminationGracePeriodSeconds?: number;
  /** Seconds that a new pod must be ready before the next one is replaced. @default 0 */
  readonly minReadySeconds?: number;
  /** Pods above the number, and below it, while a new version rolls out. @default - Kubernetes' own: 25 % more, 25 % fewer */
  readonly rollout?: { /** @default '25%' */ readonly maxSurge?: number | string; /** @default '25%' */ readonly maxUnavailable?: number | string };
  /** Where its pods look names up. @default - Kubernetes' own: ClusterFirst */
  readonly dnsPolicy?: 'ClusterFirst' | 'ClusterFirstWithHostNet' | 'Default' | 'None';
  /** Servers and domains beside those of the policy. @default - none */
  readonly dnsConfig?: PodDNSConfig;
  /** Volumes beside those that are injected. @default - none */
  readonly volumes?: readonly Volume[];
  /** Where the proxy sees them. @default - none */
  readonly volumeMounts?: readonly VolumeMount[];
  /** Containers that run before the proxy. @default - none */
  readonly initContainers?: readonly Container[];
  /** Containers beside the proxy. @default - none */
  readonly additionalContainers?: readonly Container[];
}

export interface GatewayServiceProps {
  /** How it is reached. @default 'LoadBalancer' */
  readonly type?: 'LoadBalancer' | 'ClusterIP' | 'NodePort';
  /** Ports of the Service. @default - 15021 for the load balancer's health check, 80 and 443 */
  readonly ports?: readonly ServicePort[];
  /** Annotations of the Service, as a cloud's controller reads them. @default - none */
  readonly annotations?: Readonly<Record<string, string>>;
  /** Its address in the cluster, or `'None'`. @default - one is given */
  readonly clusterIP?: string;
  /** Address of the load balancer, where the cloud lets one choose. @default - one is given */
  readonly loadBalancerIP?: string;
  /** Who makes the load balancer. @default - the cluster's own */
  readonly loadBalancerClass?: string;
  /** Ranges of addresses that may reach it. @default - any */
  readonly loadBalancerSourceRanges?: readonly string[];
  /** `Local` keeps the client's address. @default - Kubernetes' own: Cluster */
  readonly externalTrafficPolicy?: 'Cluster' | 'Local';
  /** `Local` keeps traffic of the cluster itself on its node. @default - Kubernetes' own: Cluster */
  readonly internalTrafficPolicy?: 'Cluster' | 'Local';
  /** Port of the nodes at which a load balancer asks whether they have a pod, with `externalTrafficPolicy: 'Local'`. @default - one is given */
  readonly healthCheckNodePort?: number;
  /** Whether a load balancer that needs no ports of the nodes gets some all the same. @default - Kubernetes' own: true */
  readonly allocateLoadBalancerNodePorts?: boolean;
  /** Addresses of nodes that it answers at besides. @default - none */
  readonly externalIPs?: readonly string[];
  /** One family of addresses or both. @default - as the cluster has it */
  readonly ipFamilyPolicy?: 'SingleStack' | 'PreferDualStack' | 'RequireDualStack';
  /** Which ones, the first is the one of `clusterIP`. @default - as the cluster has it */
  readonly ipFamilies?: readonly ('IPv4' | 'IPv6')[];
}
