import { Duration } from 'cdk8s';
import { leaf } from '../../../helpers/certificates';
import type { Case } from '../case';

/** Profiles, size and placement of istiod, and who writes what. */
export const install: readonly Case[] = [
  { name: 'upstream', props: { profile: 'upstream' } },
  { name: 'production', props: {} },
  { name: 'dev', props: { profile: 'dev' } },
  { name: 'high availability', props: {
    istiod: {
      autoscaling: { minReplicas: 3, maxReplicas: 9, cpu: 60, memory: 75, behavior: { scaleDown: { stabilizationWindowSeconds: 300 } } }, disruptionBudget: { maxUnavailable: 1, unhealthyPodEvictionPolicy: 'AlwaysAllow' },
      affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ labelSelector: { matchLabels: { app: 'istiod' } }, topologyKey: 'kubernetes.io/hostname' }] } },
      topologySpreadConstraints: [{ maxSkew: 1, topologyKey: 'topology.kubernetes.io/zone', whenUnsatisfiable: 'DoNotSchedule', labelSelector: { matchLabels: { app: 'istiod' } } }],
      tolerations: [{ key: 'infra', operator: 'Exists', effect: 'NoSchedule' }], nodeSelector: { role: 'infra' }, priorityClassName: 'very-important',
      rollout: { maxSurge: 1, maxUnavailable: 0 }, resources: { requests: { cpu: 1, memory: '3Gi' }, limits: { memory: '3Gi' } },
    },
  } },
  { name: 'a fixed number of pods', props: { istiod: { replicas: 3, disruptionBudget: { minAvailable: '50%' } } } },
  { name: 'no budget', props: { istiod: { replicas: 2, disruptionBudget: false } } },
  { name: 'no requests', props: { istiod: { resources: { limits: { cpu: '1' } } } } },
  { name: 'another namespace', props: { namespace: 'mesh-system', networkPolicy: true, createNamespace: false } },
  { name: 'another registry', props: { image: { hub: 'registry.example.com/mirror/istio', tag: '1.31.0', variant: 'debug', pullPolicy: 'Always', pullSecrets: ['one', 'two'] }, cni: true } },
  { name: 'network policies', props: { networkPolicy: true, cni: true } },
  { name: 'stable APIs only', props: { stableApisOnly: true } },
  { name: 'webhooks that fail closed', props: { validationFailurePolicy: 'Fail' } },
  { name: 'webhooks that fail open', props: { validationFailurePolicy: 'Ignore' } },
  { name: 'no default revision', props: { revision: 'blue', defaultRevision: false, stableApisOnly: true } },
  { name: 'what needs an administrator', props: { scope: 'cluster', cni: true, stableApisOnly: true, networkPolicy: true } },
  { name: 'what lives in namespaces', props: { scope: 'namespace', cni: true, ambient: true, platform: 'gke', stableApisOnly: true, networkPolicy: true } },
  { name: 'what lives in namespaces, on OpenShift', props: { scope: 'namespace', ambient: true, platform: 'openshift' } },
  { name: 'everything about istiod', props: {
    logLevel: 'default:debug,ads:warn', logAsJson: true,
    istiod: {
      env: { PILOT_ENABLE_STATUS: 'true', UNSAFE_ENABLE_ADMIN_ENDPOINTS: 'false' }, envFrom: [{ name: 'TOKEN', valueFrom: { secretKeyRef: { name: 'tokens', key: 'istiod' } } }], extraArgs: ['--ctrlz_port=0'],
      maxConnectionAge: Duration.minutes(90), traceSampling: 12.5, analysis: true, jwksCa: leaf, untaintNodes: { namespace: 'kube-system' },
      podLabels: { team: 'platform' }, podAnnotations: { note: 'pods' }, deploymentLabels: { tier: 'control' }, deploymentAnnotations: { note: 'deployment' }, serviceAnnotations: { note: 'service' }, serviceAccountAnnotations: { note: 'account' },
      volumes: [{ name: 'extra', configMap: { name: 'extra' } }], volumeMounts: [{ name: 'extra', mountPath: '/etc/extra' }], initContainers: [{ name: 'wait', image: 'busybox:1.37', command: ['true'] }],
    },
  } },
  { name: 'an image of istiod\'s own', props: { istiod: { image: 'pilot-fips' } } },
  { name: 'a whole reference for istiod', props: { istiod: { image: 'registry.example.com/pilot:7' } } },
  { name: 'a taint of one\'s own', props: { cni: true, istiod: { untaintNodes: { taint: 'example.com/no-cni' } } } },
  { name: 'no trace sampling', props: { istiod: { traceSampling: 0 } } },
  { name: 'variables of istiod\'s own, given', props: { istiod: { env: { PILOT_TRACE_SAMPLING: '7', CLUSTER_ID: 'mine' }, envFrom: [{ name: 'PLATFORM', value: 'mine' }] } } },
  { name: 'dual stack', props: { istiod: { ipFamilyPolicy: 'RequireDualStack', ipFamilies: ['IPv4', 'IPv6'], trafficDistribution: 'PreferClose', env: { ISTIO_DUAL_STACK: 'true' } }, meshConfig: { defaultConfig: { proxyMetadata: { ISTIO_DUAL_STACK: 'true' } } } } },
  { name: 'no Gateway API deployments', props: { istiod: { env: { PILOT_ENABLE_GATEWAY_API_DEPLOYMENT_CONTROLLER: 'false' } } } },
  { name: 'FIPS', props: { istiod: { env: { COMPLIANCE_POLICY: 'fips-140-3' } } } },
  { name: 'classes of gateways', props: { gatewayClasses: { istio: { deployment: { spec: { replicas: 2 } }, service: { spec: { type: 'ClusterIP' } } }, 'istio-waypoint': { horizontalPodAutoscaler: { spec: { minReplicas: 2, maxReplicas: 5 } } } } } },
];
