import type { PropNames } from '../../../constructs/known-props';
import type { HorizontalPodAutoscalerBehavior } from '../../../manifests/types';
import type { ChartSource } from '../chart/options';
import type { Autoscaling, DisruptionBudget, ImageProps, Resources, Scheduling } from './common';
import type { IstioControlPlaneProps, RevisionProps } from './control-plane';
import type { IstioGatewayProps } from './gateway';
import type { IstiodProps } from './istiod';
import type { CniProps, NodeAgentProps, ZtunnelProps } from './node-agents';
import type { InjectionProps, ProxyProps, WaypointProps } from './proxy';
import type { RemoteProps, WebhookProps } from './remote';

const amounts = { cpu: 0, memory: 0 } as const;
const resources: PropNames<Resources> = { requests: amounts, limits: amounts };
const scheduling: PropNames<Scheduling> = { affinity: 0, topologySpreadConstraints: 0, nodeSelector: 0, tolerations: 0, priorityClassName: 0 };
const autoscaling: PropNames<Autoscaling & { readonly behavior?: HorizontalPodAutoscalerBehavior }> = { minReplicas: 0, maxReplicas: 0, cpu: 0, memory: 0, behavior: 0 };
const disruptionBudget: PropNames<DisruptionBudget> = { minAvailable: 0, maxUnavailable: 0, unhealthyPodEvictionPolicy: 0 };
const image: PropNames<ImageProps> = { hub: 0, tag: 0, variant: 0, pullPolicy: 0, pullSecrets: 0 };

const istiod: PropNames<IstiodProps> = {
  ...scheduling, image: 0, replicas: 0, autoscaling, disruptionBudget, resources, rollout: { maxSurge: 0, maxUnavailable: 0 }, env: 0, envFrom: 0, extraArgs: 0, maxConnectionAge: 0, traceSampling: 0, analysis: 0, jwksCa: 0,
  untaintNodes: { namespace: 0, taint: 0 }, podLabels: 0, podAnnotations: 0, deploymentLabels: 0, deploymentAnnotations: 0, serviceAnnotations: 0, serviceAccountAnnotations: 0, ipFamilyPolicy: 0, ipFamilies: 0,
  trafficDistribution: 0, volumes: 0, volumeMounts: 0, initContainers: 0,
};
const proxy: PropNames<ProxyProps> = {
  image: 0, resources, logLevel: 0, componentLogLevel: 0, includeOutboundIpRanges: 0, excludeOutboundIpRanges: 0, includeOutboundPorts: 0, excludeOutboundPorts: 0, includeInboundPorts: 0, excludeInboundPorts: 0,
  statusPort: 0, stsPort: 0, readiness: { failureThreshold: 0, initialDelaySeconds: 0, periodSeconds: 0 }, startup: { failureThreshold: 0 }, holdApplicationUntilProxyStarts: 0, lifecycle: 0, outlierLogPath: 0,
  privileged: 0, forceApplyIptables: 0, nftables: 0, seccomp: 0,
};
const waypoint: PropNames<WaypointProps> = { resources, affinity: 0, topologySpreadConstraints: 0, nodeSelector: 0, tolerations: 0 };
const injection: PropNames<InjectionProps> = {
  everyNamespace: 0, policy: 0, always: 0, never: 0, annotations: 0, templates: 0, defaultTemplates: 0, rewriteProbes: 0, reinvocation: 0, nativeSidecars: 0, webhookAnnotations: 0,
};
const nodeAgent: PropNames<NodeAgentProps> = {
  resources, tolerations: 0, affinity: 0, maxUnavailable: 0, terminationGracePeriodSeconds: 0, env: 0, podLabels: 0, podAnnotations: 0, labels: 0, logLevel: 0, resourceQuota: { pods: 0 },
};
const cni: PropNames<CniProps> = {
  ...nodeAgent, namespace: 0, binDir: 0, confDir: 0, netnsDir: 0, confFileName: 0, chained: 0, provider: 0, excludeNamespaces: 0, ownedConfig: 0, repair: 0,
  ambient: { enablementSelectors: 0, dnsCapture: 0, ipv6: 0, reconcileIptablesOnStartup: 0, shareHostNetworkNamespace: 0 },
};
const ambient: PropNames<ZtunnelProps> = { ...nodeAgent, namespace: 0, nodeSelector: 0, dnsPolicy: 0, dnsConfig: 0, crl: 0 };
const remote: PropNames<RemoteProps> = { address: 0, webhookUrl: 0, webhookCa: 0, injectionPath: 0, controlPlaneClusters: 0, configCluster: 0, localInjector: 0 };
const webhooks: PropNames<WebhookProps> = { injection: 0, validation: 0 };

/** Of `meshConfig` and the fields of Kubernetes other code says what is wrong. */
export const REVISION_PROPS: PropNames<RevisionProps> = {
  image, istiod, proxy, waypoint, injection, meshConfig: 0, meshNetworks: 0, logLevel: 0, logAsJson: 0, validationFailurePolicy: 0, compatibilityVersion: 0, gatewayClasses: 0, stableApisOnly: 0,
};
export const CONTROL_PLANE_PROPS: PropNames<IstioControlPlaneProps> = {
  ...REVISION_PROPS, labels: 0, disableResourceNameHashes: 0, version: 0, profile: 0, namespace: 0, createNamespace: 0, revision: 0, defaultRevision: 0, ca: 0, trustDomain: 0, clusterDomain: 0, clusterName: 0, meshId: 0,
  network: 0, remote, reader: { name: 0, namespace: 0 }, servesRemotes: 0, webhooks, platform: 0, cni, ambient, networkPolicy: 0, restricted: 0, crds: 0, scope: 0, hints: 0,
};
export const CHART_PROPS: PropNames<IstioControlPlaneProps & ChartSource> = {
  ...CONTROL_PLANE_PROPS, charts: 0, chartVersion: 0, rendered: 0, values: { base: 0, istiod: 0, cni: 0, ztunnel: 0 }, helm: 0, timeout: 0,
};
export const GATEWAY_PROPS: PropNames<IstioGatewayProps & { readonly revision?: unknown }> = {
  ...scheduling, revision: 0, namespace: 0, createNamespace: 0, labels: 0, replicas: 0, autoscaling, disruptionBudget, resources, daemonSet: 0,
  service: { type: 0, ports: 0, annotations: 0, clusterIP: 0, loadBalancerIP: 0, loadBalancerClass: 0, loadBalancerSourceRanges: 0, externalTrafficPolicy: 0, internalTrafficPolicy: 0, healthCheckNodePort: 0, allocateLoadBalancerNodePorts: 0, externalIPs: 0, ipFamilyPolicy: 0, ipFamilies: 0 },
  networkGateway: 0, exposes: 0, networkPolicy: 0, serviceAccountName: 0, serviceAccountAnnotations: 0, annotations: 0, podAnnotations: 0, env: 0, envFrom: 0, podSecurityContext: 0, securityContext: 0, readinessProbe: 0, lifecycle: 0,
  terminationGracePeriodSeconds: 0, minReadySeconds: 0, rollout: { maxSurge: 0, maxUnavailable: 0 }, dnsPolicy: 0, dnsConfig: 0, volumes: 0, volumeMounts: 0, initContainers: 0, additionalContainers: 0,
};
