import { PROFILES } from '../settings/profiles';

/** Defaults of Istio 1.31's charts for the values that `valuesOf` writes: facts, so that it writes only what differs. */
const { istiod, proxy, cni, ztunnel, gateway } = PROFILES.upstream;

export const ISTIOD_DEFAULTS = {
  image: 'pilot',
  autoscaleEnabled: true, autoscaleMin: 1, autoscaleMax: 5, replicaCount: 1, rollingMaxSurge: '100%', rollingMaxUnavailable: '25%', traceSampling: 1, keepaliveMaxServerConnectionAge: '30m',
  resources: istiod,
  cpu: { targetAverageUtilization: 80 },
  pdb: { minAvailable: 1 },
  sidecarInjectorWebhook: { enableNamespacesByDefault: false, rewriteAppHTTPProbe: true, reinvocationPolicy: 'Never' },
  experimental: { stableValidationPolicy: false },
  global: {
    istioNamespace: 'istio-system', resourceScope: 'all', istiod: { enableAnalysis: false }, logAsJson: false, logging: { level: 'default:info' }, networkPolicy: { enabled: false },
    defaultPodDisruptionBudget: { enabled: true }, nativeNftables: false, pilotCertProvider: 'istiod',
    proxy: {
      image: 'proxyv2', autoInject: 'enabled', clusterDomain: 'cluster.local', componentLogLevel: 'misc:error', logLevel: 'warning', outlierLogPath: '', privileged: false, statusPort: 15020,
      readinessFailureThreshold: 4, readinessInitialDelaySeconds: 0, readinessPeriodSeconds: 15, startupProbe: { enabled: true, failureThreshold: 600 },
      resources: proxy,
    },
    waypoint: { resources: proxy },
    proxy_init: { forceApplyIptables: false, image: 'proxyv2' },
  },
};
export const BASE_DEFAULTS = { defaultRevision: 'default', experimental: { stableValidationPolicy: false }, global: { istioNamespace: 'istio-system', resourceScope: 'all' } };
export const CNI_DEFAULTS = {
  resources: cni, excludeNamespaces: ['kube-system'], terminationGracePeriodSeconds: 30,
  updateStrategy: { rollingUpdate: { maxUnavailable: 1 } },
  repair: { enabled: true, labelPods: false, deletePods: false, repairPods: true },
  logging: { level: 'info' },
  global: { logAsJson: false, networkPolicy: { enabled: false }, nativeNftables: false, resourceScope: 'all' },
};
export const ZTUNNEL_DEFAULTS = {
  resources: ztunnel, terminationGracePeriodSeconds: 30, logLevel: 'info', logAsJson: false, istioNamespace: 'istio-system', resourceScope: 'all',
  updateStrategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
  peerCaCrl: { enabled: false }, global: { networkPolicy: { enabled: false } },
};
export const GATEWAY_DEFAULTS = {
  kind: 'Deployment', terminationGracePeriodSeconds: 30,
  resources: gateway,
  autoscaling: { enabled: true, minReplicas: 1, maxReplicas: 5, targetCPUUtilizationPercentage: 80 },
  labels: { 'istio.io/dataplane-mode': 'none' }, service: { type: 'LoadBalancer' }, global: { networkPolicy: { enabled: false } },
};
