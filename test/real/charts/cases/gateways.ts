import type { Case } from '../case';

/** Gateways of all sorts. */
export const gateways: readonly Case[] = [
  { name: 'gateways, upstream', props: { profile: 'upstream', networkPolicy: true }, gateways: { 'istio-ingress': {}, egress: { service: { type: 'ClusterIP' } } } },
  { name: 'gateways, production', props: { networkPolicy: true }, gateways: { 'istio-ingress': {}, egress: { service: { type: 'ClusterIP' } } } },
  { name: 'gateways, dev', props: { profile: 'dev' }, gateways: { ingress: {}, three: { replicas: 3 } } },
  { name: 'a gateway of a revision', props: { revision: '1-31-1', networkPolicy: true }, gateways: { ingress: {} } },
  { name: 'a gateway of a tag', props: { revision: '1-31-1', networkPolicy: true }, tags: ['prod'], gateways: { ingress: { rev: 'prod' } } },
  { name: 'a gateway on every node', props: { platform: 'gke', networkPolicy: true }, gateways: { ingress: { daemonSet: true, minReadySeconds: 5, tolerations: [{ operator: 'Exists' }] } } },
  { name: 'a gateway between networks', props: { network: 'net-1', networkPolicy: true }, gateways: { eastwest: { networkGateway: 'net-1', service: { annotations: { scheme: 'internal' } } } } },
  { name: 'gateways of a fixed size', props: {}, gateways: { one: { autoscaling: false }, two: { replicas: 2, disruptionBudget: { maxUnavailable: 1 } }, none: { replicas: 0 }, free: { replicas: 4, disruptionBudget: false } } },
  { name: 'gateways that scale', props: {}, gateways: { a: { autoscaling: { minReplicas: 1, maxReplicas: 2, cpu: 50, memory: 70 } }, b: { autoscaling: { minReplicas: 6, behavior: { scaleUp: { stabilizationWindowSeconds: 0 } } }, disruptionBudget: { minAvailable: '30%' } } } },
  { name: 'Services of gateways', props: {}, gateways: {
    tcp: { service: { ports: [{ name: 'tls', port: 8443, targetPort: 8443 }, { name: 'udp', port: 53, protocol: 'UDP' }], externalTrafficPolicy: 'Local', internalTrafficPolicy: 'Local', healthCheckNodePort: 32100, allocateLoadBalancerNodePorts: false, loadBalancerClass: 'internal', loadBalancerIP: '10.0.0.9', loadBalancerSourceRanges: ['10.0.0.0/8'], annotations: { a: 'b' } }, networkPolicy: true },
    headless: { service: { type: 'ClusterIP', clusterIP: 'None', ipFamilyPolicy: 'PreferDualStack', ipFamilies: ['IPv6', 'IPv4'], externalIPs: ['192.0.2.1'] } }, silent: { service: false },
  } },
  { name: 'everything about a gateway', props: { image: { pullPolicy: 'Always', pullSecrets: ['regcred'] } }, gateways: { edge: {
    namespace: 'edge-system', createNamespace: false, labels: { team: 'edge', 'istio.io/dataplane-mode': 'ambient' }, annotations: { note: 'all' }, podAnnotations: { note: 'pod', 'prometheus.io/port': '15090', 'prometheus.io/path': '/metrics', 'prometheus.io/scrape': 'false' }, serviceAccountName: 'edge-account', serviceAccountAnnotations: { role: 'arn' },
    resources: { requests: { cpu: 1 }, limits: { memory: '2Gi' } }, env: { B: '2', A: '1' }, envFrom: [{ name: 'NODE', valueFrom: { fieldRef: { fieldPath: 'spec.nodeName' } } }], podSecurityContext: { runAsUser: 1337, fsGroup: 1337 }, securityContext: { runAsNonRoot: true, capabilities: { drop: ['ALL'], add: ['NET_BIND_SERVICE'] } },
    readinessProbe: { httpGet: { path: '/healthz/ready', port: 15021 }, periodSeconds: 3 }, lifecycle: { preStop: { exec: { command: ['sleep', '10'] } } }, terminationGracePeriodSeconds: 60, minReadySeconds: 10, rollout: { maxSurge: 1, maxUnavailable: 0 }, dnsPolicy: 'ClusterFirst', dnsConfig: { searches: ['edge.example'] },
    volumes: [{ name: 'certs', secret: { secretName: 'certs' } }], volumeMounts: [{ name: 'certs', mountPath: '/certs', readOnly: true }], initContainers: [{ name: 'init', image: 'busybox:1.37' }], additionalContainers: [{ name: 'more', image: 'busybox:1.37' }],
    affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions: [{ key: 'edge', operator: 'Exists' }] }] } } }, topologySpreadConstraints: [{ maxSkew: 2, topologyKey: 'zone', whenUnsatisfiable: 'DoNotSchedule' }], nodeSelector: { edge: 'true' }, tolerations: [{ key: 'edge', operator: 'Exists' }], priorityClassName: 'edge',
  } } },
];
