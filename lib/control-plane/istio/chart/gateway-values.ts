import { LOW_PORTS, UNPRIVILEGED, USER_PORTS, type GatewaySettings } from '../settings/gateway';
import { GATEWAY_DEFAULTS } from './defaults';
import { equal } from './rebase';
import { replaced, sparse, type Values } from './sparse';

/** What the chart writes where nothing is said; given, it is replaced as a whole. */
const unlessEqual = <T>(given: T, standard: T): T | undefined => (equal(given, standard) ? undefined : given);

/** Values of the chart `gateway`. */
export function gatewayValues(s: GatewaySettings): Values {
  const { autoscaling, service } = s;
  return sparse({
    name: s.name, revision: s.rev, kind: s.daemonSet ? 'DaemonSet' : 'Deployment', replicaCount: s.replicas,
    autoscaling: autoscaling === undefined ? { enabled: s.daemonSet ? undefined : false } : {
      minReplicas: autoscaling.minReplicas, maxReplicas: autoscaling.maxReplicas, targetCPUUtilizationPercentage: autoscaling.cpu, targetMemoryUtilizationPercentage: autoscaling.memory, autoscaleBehavior: autoscaling.behavior,
    },
    podDisruptionBudget: s.disruptionBudget,
    strategy: s.rollout && { type: 'RollingUpdate', rollingUpdate: s.rollout }, dnsPolicy: s.dnsPolicy, dnsConfig: s.dnsConfig,
    resources: replaced(s.resources, GATEWAY_DEFAULTS.resources),
    service: service === undefined ? { type: 'None' } : { ...service, ports: s.networkGateway !== undefined || s.ports === USER_PORTS ? undefined : s.ports },
    networkGateway: s.networkGateway, global: { networkPolicy: { enabled: s.networkPolicy } },
    serviceAccount: { name: s.serviceAccountName === s.name ? undefined : s.serviceAccountName, annotations: s.serviceAccountAnnotations },
    labels: s.labels, annotations: s.annotations, podAnnotations: s.podAnnotations, env: s.env, envVarFrom: s.envFrom,
    securityContext: unlessEqual(s.podSecurityContext, LOW_PORTS), containerSecurityContext: unlessEqual(s.securityContext, UNPRIVILEGED),
    readinessProbe: s.readinessProbe, lifecycle: s.lifecycle, minReadySeconds: s.minReadySeconds, terminationGracePeriodSeconds: s.terminationGracePeriodSeconds,
    volumes: s.volumes, volumeMounts: s.volumeMounts, initContainers: s.initContainers, additionalContainers: s.additionalContainers,
    imagePullPolicy: s.image.pullPolicy, imagePullSecrets: s.image.pullSecrets.map((name) => ({ name })),
    affinity: s.affinity, topologySpreadConstraints: s.topologySpreadConstraints, nodeSelector: s.nodeSelector, tolerations: s.tolerations, priorityClassName: s.priorityClassName,
  }, GATEWAY_DEFAULTS);
}
